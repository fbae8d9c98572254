/**
 * Tables of examples in time order, read from delimited text files with any columns and any delimiter, plain or gzip.
 */
@NullMarked
package io.portrait.evaluation.data;

import org.jspecify.annotations.NullMarked;

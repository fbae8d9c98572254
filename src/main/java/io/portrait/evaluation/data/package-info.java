/** Tables of examples from delimited text files: any columns, any delimiter, plain or gzip, put into time order. */
@NullMarked
package io.portrait.evaluation.data;

import org.jspecify.annotations.NullMarked;

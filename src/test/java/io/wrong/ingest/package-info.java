/** SQL in a class that does not say so. */
@NullMarked
package io.wrong.ingest;

import org.jspecify.annotations.NullMarked;

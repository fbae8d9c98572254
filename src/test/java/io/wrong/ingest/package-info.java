/** Counterexample: SQL in a class without the prefix Jdbc. */
@NullMarked
package io.wrong.ingest;

import org.jspecify.annotations.NullMarked;

/** Mutants of the service that lack one safeguard, to show that the tests of the guarantees can fail. */
@NullMarked
package io.careless;

import org.jspecify.annotations.NullMarked;

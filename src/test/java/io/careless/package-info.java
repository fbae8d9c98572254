/** Portrait without one of its safeguards, to show that the tests of its promises can fail. */
@NullMarked
package io.careless;

import org.jspecify.annotations.NullMarked;

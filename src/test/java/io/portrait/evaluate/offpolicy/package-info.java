/** Tests of off-policy estimates. */
@NullMarked
package io.portrait.evaluate.offpolicy;

import org.jspecify.annotations.NullMarked;

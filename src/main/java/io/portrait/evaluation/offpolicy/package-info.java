/** The task {@code off-policy}: what a policy would have earned, estimated from the log of another. */
@NullMarked
package io.portrait.evaluation.offpolicy;

import org.jspecify.annotations.NullMarked;

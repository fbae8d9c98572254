/** The task {@code off-policy}: estimates the reward of a policy from the log of another one. */
@NullMarked
package io.portrait.evaluation.offpolicy;

import org.jspecify.annotations.NullMarked;

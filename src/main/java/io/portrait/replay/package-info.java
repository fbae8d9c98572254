/**
 * Replays a data set of real purchases. In: the lines of an Online Retail file, plain or compressed; out: typed lines
 * with the topic of their product, and for a line that cannot be read the reason. Reading is pure: it knows no Spring, no
 * clock, and nothing of profiles.
 */
@NullMarked
package io.portrait.replay;

import org.jspecify.annotations.NullMarked;

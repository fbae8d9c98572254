/** Metrics of the running service: taken in after each commit, kept by the minute, added up over instances. */
@NullMarked
package io.portrait.evaluate.live;

import org.jspecify.annotations.NullMarked;

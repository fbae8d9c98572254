/**
 * Metrics of predictions; pure, without I/O or a clock. The metrics of the running service have bounded memory and can
 * be summed.
 */
@NamedInterface("metric")
@NullMarked
package io.portrait.evaluation.metric;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

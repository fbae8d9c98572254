/** Measures of prediction, pure: no I/O, no clock. What is used live has bounded memory and can be added up. */
@NamedInterface("metric")
@NullMarked
package io.portrait.evaluation.metric;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

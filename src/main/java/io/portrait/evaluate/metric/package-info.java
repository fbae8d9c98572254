/** Measures of prediction, pure: no I/O, no clock. What is used live has bounded memory and can be added up. */
@NullMarked
package io.portrait.evaluate.metric;

import org.jspecify.annotations.NullMarked;

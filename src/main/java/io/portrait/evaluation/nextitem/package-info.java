/** The task {@code next-item}: prediction of the next item by the model of the service. */
@NullMarked
package io.portrait.evaluation.nextitem;

import org.jspecify.annotations.NullMarked;

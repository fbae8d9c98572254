/** The task {@code ratings}: prediction of ratings by the model of the service and by each of its components. */
@NullMarked
package io.portrait.evaluation.rating;

import org.jspecify.annotations.NullMarked;

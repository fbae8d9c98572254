/** The model of ratings on a file of ratings, with a row for each of its components. */
@NullMarked
package io.portrait.evaluation.rating;

import org.jspecify.annotations.NullMarked;

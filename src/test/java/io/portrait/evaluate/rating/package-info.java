/** The evaluation of ratings on files made by the tests. */
@NullMarked
package io.portrait.evaluate.rating;

import org.jspecify.annotations.NullMarked;

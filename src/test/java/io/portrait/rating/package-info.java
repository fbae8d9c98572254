/** The shared model of ratings: its parts by hand, and its figure on real ratings. */
@NullMarked
package io.portrait.rating;

import org.jspecify.annotations.NullMarked;

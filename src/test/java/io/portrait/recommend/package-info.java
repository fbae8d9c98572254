/** Recommendations, over HTTP and on a real database. */
@NullMarked
package io.portrait.recommend;

import org.jspecify.annotations.NullMarked;

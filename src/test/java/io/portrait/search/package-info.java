/** Tests of what is learned from clicks. */
@NullMarked
package io.portrait.search;

import org.jspecify.annotations.NullMarked;

/** The pages in a real browser. */
@NullMarked
package io.portrait.pages;

import org.jspecify.annotations.NullMarked;

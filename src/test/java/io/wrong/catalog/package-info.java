/** Names that say nothing. */
@NullMarked
package io.wrong.catalog;

import org.jspecify.annotations.NullMarked;

/** What an event says, in exact numbers. */
@NullMarked
package io.portrait.feature;

import org.jspecify.annotations.NullMarked;

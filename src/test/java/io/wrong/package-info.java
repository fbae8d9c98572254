/** What the architecture forbids, a class for each rule. Outside of {@code io.portrait}, so that no scan of the application finds it. */
@NullMarked
package io.wrong;

import org.jspecify.annotations.NullMarked;

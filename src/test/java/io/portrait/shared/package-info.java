/** The shared layer on a real journal: the same model on every instance, and after every end. */
@NullMarked
package io.portrait.shared;

import org.jspecify.annotations.NullMarked;

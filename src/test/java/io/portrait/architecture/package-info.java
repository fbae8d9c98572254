/** The architecture rules, each tested with a class that violates it. */
@NullMarked
package io.portrait.architecture;

import org.jspecify.annotations.NullMarked;

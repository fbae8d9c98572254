/** The direction rule and its companions, each seen to fail on a class that breaks it. */
@NullMarked
package io.portrait.architecture;

import org.jspecify.annotations.NullMarked;

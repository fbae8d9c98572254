@NullMarked
package io.portrait.evaluate;

import org.jspecify.annotations.NullMarked;

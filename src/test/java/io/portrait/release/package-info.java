@NullMarked
package io.portrait.release;

import org.jspecify.annotations.NullMarked;

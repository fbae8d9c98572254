@NullMarked
package io.portrait;

import org.jspecify.annotations.NullMarked;

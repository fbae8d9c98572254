@NullMarked
package io.portrait.evaluate.data;

import org.jspecify.annotations.NullMarked;

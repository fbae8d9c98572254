@NullMarked
package io.portrait.evaluate.drift;

import org.jspecify.annotations.NullMarked;

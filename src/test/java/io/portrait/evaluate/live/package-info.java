@NullMarked
package io.portrait.evaluate.live;

import org.jspecify.annotations.NullMarked;

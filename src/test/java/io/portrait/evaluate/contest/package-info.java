@NullMarked
package io.portrait.evaluate.contest;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.portrait.evaluate.metric;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.portrait.evaluate.task;

import org.jspecify.annotations.NullMarked;

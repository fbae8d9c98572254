@NullMarked
package io.portrait.evaluate.fraud;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.portrait.segment;

import org.jspecify.annotations.NullMarked;

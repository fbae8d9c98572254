@NullMarked
package io.portrait.platform;

import org.jspecify.annotations.NullMarked;

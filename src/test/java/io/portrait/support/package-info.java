@NullMarked
package io.portrait.support;

import org.jspecify.annotations.NullMarked;

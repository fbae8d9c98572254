@NullMarked
package io.portrait.access;

import org.jspecify.annotations.NullMarked;

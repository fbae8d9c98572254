@NullMarked
package io.portrait.profile;

import org.jspecify.annotations.NullMarked;

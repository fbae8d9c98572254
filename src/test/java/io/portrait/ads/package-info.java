/** Tests of advertisements. */
@NullMarked
package io.portrait.ads;

import org.jspecify.annotations.NullMarked;

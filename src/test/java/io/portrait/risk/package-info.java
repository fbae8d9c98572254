/** Tests of the risk of payments. */
@NullMarked
package io.portrait.risk;

import org.jspecify.annotations.NullMarked;

/**
 * Shared value types that carry a rule. In: raw strings and numbers; out: values that cannot be wrong. Knows no Spring,
 * no SQL, no clock, and nothing of any other module.
 */
@NullMarked
package io.portrait.kernel;

import org.jspecify.annotations.NullMarked;

/** The task {@code stream}: evaluation of any learners on any table of numbers and categories. */
@NullMarked
package io.portrait.evaluation.tabular;

import org.jspecify.annotations.NullMarked;

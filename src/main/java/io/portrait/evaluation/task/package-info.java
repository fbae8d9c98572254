/** What an evaluation is: a task, its options, its report, and how far it is. */
@NullMarked
package io.portrait.evaluation.task;

import org.jspecify.annotations.NullMarked;

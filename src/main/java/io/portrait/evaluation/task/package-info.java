/** The parts that all evaluation tasks share: options, report, progress bar, queue of delayed labels. */
@NullMarked
package io.portrait.evaluation.task;

import org.jspecify.annotations.NullMarked;

package io.portrait.evaluation.task;

import java.io.IOException;
import java.util.Set;

/** Something to evaluate by name. */
public interface EvaluationTask {

    /** As it is asked for: {@code --evaluate=ratings}. */
    String name();

    /** What it does, in one line for those who look what there is. */
    String summary();

    /** Its own options, beside those of every task ({@link EvaluationOptions#COMMON}). */
    Set<String> options();

    /**
     * Evaluates.
     *
     * @throws IllegalArgumentException if an option is wrong; the message names it
     * @throws IOException if the data cannot be read
     */
    EvaluationReport run(EvaluationOptions options, ProgressBar progress) throws IOException;
}

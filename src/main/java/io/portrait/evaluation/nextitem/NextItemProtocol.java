package io.portrait.evaluation.nextitem;

import io.portrait.evaluation.task.ReportPeriod;

/**
 * The protocol of an evaluation of next items.
 *
 * @param ties the treatment of the rows of one user with the same time
 * @param seed determines the random order of such rows
 * @param allowRepeats whether the items of the user's history are ranked too
 * @param minTarget rows with a target below it are neither predicted nor learned
 * @param period the choices that the figures cover
 * @param learnUntilMicros the time from which nothing is learned that users share; the histories of users go on
 */
record NextItemProtocol(
        TieOrder ties, long seed, boolean allowRepeats, double minTarget, ReportPeriod period, long learnUntilMicros) {

    boolean sharedLearningAt(long micros) {
        return micros < learnUntilMicros;
    }
}

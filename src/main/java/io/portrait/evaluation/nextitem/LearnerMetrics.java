package io.portrait.evaluation.nextitem;

import io.portrait.evaluation.task.EvaluationReport.ReportRow;
import java.util.List;

/** The metrics of one learner. Mutable. */
sealed interface LearnerMetrics permits RankMetrics, BasketMetrics {

    /**
     * Adds what a user chose next.
     *
     * @param ranks the ranks of the chosen items, from 1; 0 for an item that was not ranked
     */
    void add(int user, List<Integer> ranks);

    /** The figures under the given name. */
    ReportRow row(String name);
}

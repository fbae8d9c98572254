package io.portrait.evaluation.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The result of an evaluation.
 *
 * @param task the name of the task
 * @param facts the data set and the settings, in reading order
 * @param rows one row per learner, simple learners first
 */
public record EvaluationReport(String task, SequencedMap<String, String> facts, List<ReportRow> rows) {

    /**
     * The figures of one learner by name, such as {@code MAE}.
     *
     * @param learner the label of the learner
     * @param figures in reading order
     */
    public record ReportRow(String learner, SequencedMap<String, Double> figures) {

        /** Copies the figures and drops those that are not finite. */
        public ReportRow {
            SequencedMap<String, Double> finite = new LinkedHashMap<>(figures);
            finite.values().removeIf(value -> !Double.isFinite(value));
            figures = Collections.unmodifiableSequencedMap(finite);
        }
    }

    public EvaluationReport {
        facts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts));
        rows = List.copyOf(rows);
    }

    /** Begins a report. */
    public static ReportBuilder of(String task) {
        return new ReportBuilder(task);
    }

    /**
     * The value of one figure.
     *
     * @throws IllegalArgumentException if the report does not contain it
     */
    public double figure(String learner, String figure) {
        return rows.stream()
                .filter(row -> row.learner().equals(learner))
                .map(row -> row.figures().get(figure))
                .filter(value -> value != null)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("no figure %s of %s in %s".formatted(figure, learner, task)));
    }

    /** A builder of reports. */
    public static final class ReportBuilder {

        private final String task;
        private final SequencedMap<String, String> facts = new LinkedHashMap<>();
        private final List<ReportRow> rows = new ArrayList<>();

        private ReportBuilder(String task) {
            this.task = task;
        }

        /** Adds a fact. */
        public ReportBuilder fact(String name, String value) {
            facts.put(name, value);
            return this;
        }

        /** Adds rows. */
        public ReportBuilder rows(List<ReportRow> newRows) {
            rows.addAll(newRows);
            return this;
        }

        public EvaluationReport build() {
            return new EvaluationReport(task, facts, rows);
        }
    }
}

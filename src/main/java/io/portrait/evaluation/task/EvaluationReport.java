package io.portrait.evaluation.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What an evaluation found.
 *
 * @param task its name
 * @param facts what was evaluated and how, in reading order
 * @param rows a row for each learner, simpler ones first
 */
public record EvaluationReport(String task, SequencedMap<String, String> facts, List<ReportRow> rows) {

    /**
     * A learner's figures by their names, such as {@code MAE}.
     *
     * @param learner how it is called
     * @param figures in reading order
     */
    public record ReportRow(String learner, SequencedMap<String, Double> figures) {

        /** Keeps a copy of the figures that are finite. */
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
     * One figure.
     *
     * @throws IllegalArgumentException if there is none
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

    /** Collects facts and rows. */
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

package io.portrait.evaluate.task;

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
public record Report(String task, SequencedMap<String, String> facts, List<Row> rows) {

    /**
     * A learner's figures by their names, such as {@code MAE}.
     *
     * @param learner how it is called
     * @param figures in reading order
     */
    public record Row(String learner, SequencedMap<String, Double> figures) {

        /** Keeps a copy of the figures that are finite. */
        public Row {
            SequencedMap<String, Double> finite = new LinkedHashMap<>(figures);
            finite.values().removeIf(value -> !Double.isFinite(value));
            figures = Collections.unmodifiableSequencedMap(finite);
        }
    }

    public Report {
        facts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts));
        rows = List.copyOf(rows);
    }

    /** Begins a report. */
    public static Builder of(String task) {
        return new Builder(task);
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
    public static final class Builder {

        private final String task;
        private final SequencedMap<String, String> facts = new LinkedHashMap<>();
        private final List<Row> rows = new ArrayList<>();

        private Builder(String task) {
            this.task = task;
        }

        /** Adds a fact. */
        public Builder fact(String name, String value) {
            facts.put(name, value);
            return this;
        }

        /** Adds rows. */
        public Builder rows(List<Row> more) {
            rows.addAll(more);
            return this;
        }

        public Report build() {
            return new Report(task, facts, rows);
        }
    }
}

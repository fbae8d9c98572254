package io.portrait.evaluation.task;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The text form of a report. */
public final class ReportTable {

    private ReportTable() {}

    /** The facts, followed by a table with one row per learner. */
    public static String of(EvaluationReport report) {
        StringBuilder text = new StringBuilder();
        report.facts().forEach((name, value) -> text.append("%s: %s%n".formatted(name, value)));
        Set<String> figures = new LinkedHashSet<>();
        report.rows().forEach(row -> figures.addAll(row.figures().keySet()));
        int width = report.rows().stream()
                .mapToInt(row -> row.learner().length())
                .max()
                .orElse(0);
        width = Math.max(width, "learner".length());
        text.append('\n').append(pad("learner", width));
        figures.forEach(figure -> text.append("  ").append(right(figure, width(figure))));
        text.append('\n');
        for (EvaluationReport.ReportRow row : report.rows()) {
            text.append(line(row, List.copyOf(figures), width)).append('\n');
        }
        return text.toString();
    }

    private static String line(EvaluationReport.ReportRow row, List<String> figures, int width) {
        StringBuilder line = new StringBuilder(pad(row.learner(), width));
        for (String figure : figures) {
            Double value = row.figures().get(figure);
            line.append("  ").append(right(value == null ? "–" : number(value), width(figure)));
        }
        return line.toString();
    }

    private static int width(String figure) {
        return Math.max(figure.length(), 9);
    }

    /** Four decimals for small values, none for counts and large values. */
    static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) >= 10;
        return String.format(Locale.ROOT, whole || Math.abs(value) >= 10_000 ? "%,.0f" : "%.4f", value);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}

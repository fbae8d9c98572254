package io.portrait.evaluation.task;

import io.portrait.evaluation.data.LineCounts;
import io.portrait.evaluation.data.Table;
import java.nio.file.Path;
import java.util.Locale;

/** The first facts of every report on a table. */
public final class ReportHeader {

    private ReportHeader() {}

    /** A report that begins with the task, the name of the file and the counts of its lines. */
    public static EvaluationReport.ReportBuilder of(String task, Path file, Table table) {
        return EvaluationReport.of(task)
                .fact("task", task)
                .fact("data", String.valueOf(file.getFileName()))
                .fact("lines", lines(table));
    }

    private static String lines(Table table) {
        LineCounts counts = table.lineCounts();
        return String.format(Locale.ROOT, "%,d read, %,d used", counts.read(), table.size()) + counts.skippedText();
    }
}

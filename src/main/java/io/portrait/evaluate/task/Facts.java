package io.portrait.evaluate.task;

import io.portrait.evaluate.data.Table;
import io.portrait.evaluate.data.Tally;
import java.nio.file.Path;
import java.util.Locale;

/** What every report on a table begins with. */
public final class Facts {

    private Facts() {}

    /** The task, the file's name, and what became of its lines. */
    public static Report.Builder of(String task, Options options, Table table) {
        return Report.of(task)
                .fact("task", task)
                .fact("data", Path.of(options.required("data")).getFileName().toString())
                .fact("lines", lines(table));
    }

    private static String lines(Table table) {
        Tally tally = table.tally();
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "%,d read, %,d used", tally.read(), table.size()));
        for (Tally.Reason reason : Tally.Reason.values()) {
            long count = tally.skipped().getOrDefault(reason, 0L);
            if (count > 0) {
                text.append(String.format(Locale.ROOT, ", %,d %s", count, reason.words()));
            }
        }
        return text.toString();
    }
}

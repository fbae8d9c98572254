package io.portrait.evaluation.nextitem;

import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.data.TableRow;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A CSV file with one line per choice: its circumstances and the rank of the item by every learner, 0 for none. */
final class RankFile implements Closeable {

    private final CSVPrinter csv;
    private final Table table;
    private final List<String> learners;

    private RankFile(CSVPrinter csv, Table table, List<String> learners) {
        this.csv = csv;
        this.table = table;
        this.learners = learners;
    }

    static RankFile create(Path file, Table table, List<String> learners) throws IOException {
        CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(file), CSVFormat.DEFAULT);
        List<String> titles =
                new ArrayList<>(List.of("user", "item", "time", "gap_seconds", "times_seen", "choices_before"));
        titles.addAll(learners);
        csv.printRecord(titles);
        return new RankFile(csv, table, List.copyOf(learners));
    }

    /**
     * Writes a line.
     *
     * @param ranks by the name of the learner
     */
    void write(TableRow row, InteractionContext context, Map<String, Integer> ranks) throws IOException {
        List<Object> cells = new ArrayList<>();
        cells.add(table.userId(row.user()));
        cells.add(table.itemId(row.item()));
        cells.add(table.hasTimes() ? Instant.EPOCH.plus(row.micros(), ChronoUnit.MICROS) : row.micros());
        cells.add(seconds(context.gapMicros()));
        cells.add(context.timesSeen());
        cells.add(context.choicesBefore());
        learners.forEach(learner -> cells.add(ranks.getOrDefault(learner, 0)));
        csv.printRecord(cells);
    }

    private static Object seconds(OptionalLong micros) {
        return micros.isPresent() ? TimeUnit.MICROSECONDS.toSeconds(micros.getAsLong()) : "";
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}

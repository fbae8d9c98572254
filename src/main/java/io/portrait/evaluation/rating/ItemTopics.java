package io.portrait.evaluation.rating;

import io.portrait.evaluation.data.UnreadableDataException;
import io.portrait.kernel.CsvReader;
import io.portrait.kernel.CsvReader.CsvFormat;
import io.portrait.kernel.CsvReader.CsvRow;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The topics of items, read from a text file with one item per line, plain or gzip. Cells are separated by tabs, or by commas
 * and may then be quoted; the topics of an item are separated by spaces or {@code |}.
 */
public final class ItemTopics {

    /** No topics for any item. */
    public static final ItemTopics NONE = new ItemTopics(Map.of());

    private static final int MAX_LINE_CHARS = 65_536;

    private final Map<ItemId, List<Topic>> topics;

    /** The options that name a file of item topics. */
    public static final class TopicOptions {

        @Option(names = "--items", paramLabel = "<file>", description = "a file of items with their topics")
        private Optional<Path> file = Optional.empty();

        @Option(
                names = "--items-id",
                paramLabel = "<column>",
                description = "the column of item ids in that file (default: ${DEFAULT-VALUE})")
        private String idColumn = "item_id";

        @Option(
                names = "--items-topics",
                paramLabel = "<column>",
                description = "the column of topics in that file (default: ${DEFAULT-VALUE})")
        private String topicsColumn = "class";

        /** Reads the file of the option, or the default file if the option is not given. */
        public ItemTopics read(Optional<Path> defaultFile) throws IOException {
            Optional<Path> source = file.or(() -> defaultFile);
            return source.isEmpty() ? NONE : ItemTopics.read(source.get(), idColumn, topicsColumn);
        }
    }

    private ItemTopics(Map<ItemId, List<Topic>> topics) {
        this.topics = topics;
    }

    /**
     * Reads a file, plain or gzip.
     *
     * @throws IllegalArgumentException if a column is missing
     * @throws UnreadableDataException if a line is malformed or has an invalid id or topic; the message names the line
     */
    public static ItemTopics read(Path file, String idColumn, String topicsColumn) throws IOException {
        CsvFormat format = format(file);
        Map<ItemId, List<Topic>> topics = new HashMap<>();
        try (CsvReader csv = CsvReader.open(Files.newInputStream(file), format)) {
            List<String> titles = titles(csv.titles());
            int idIndex = column(titles, idColumn);
            int topicsIndex = column(titles, topicsColumn);
            for (CsvRow row = csv.next(); row != null; row = csv.next()) {
                requireCells(row, Math.max(idIndex, topicsIndex) + 1);
                String id = row.cells().get(idIndex).strip();
                if (!id.isEmpty()) {
                    addItem(topics, row, id, row.cells().get(topicsIndex));
                }
            }
        }
        return new ItemTopics(topics);
    }

    private static CsvFormat format(Path file) throws IOException {
        CsvFormat tabs = new CsvFormat('\t', false, MAX_LINE_CHARS);
        try (CsvReader csv = CsvReader.open(Files.newInputStream(file), tabs)) {
            return csv.titles().size() > 1 ? tabs : new CsvFormat(',', true, MAX_LINE_CHARS);
        }
    }

    private static void requireCells(CsvRow row, int cells) {
        if (row.cells().size() < cells) {
            String problem = row.fault().isEmpty() ? "it has too few cells" : row.fault();
            throw new UnreadableDataException(
                    "line %,d of the file of --items: %s".formatted(row.lineNumber(), problem));
        }
    }

    private static void addItem(Map<ItemId, List<Topic>> topics, CsvRow row, String id, String topicCell) {
        try {
            topics.put(new ItemId(id), topics(topicCell));
        } catch (IllegalArgumentException invalid) {
            throw new UnreadableDataException(
                    "line %,d of the file of --items: %s".formatted(row.lineNumber(), invalid.getMessage()));
        }
    }

    /** The column names without the types of {@code name:type}. */
    private static List<String> titles(List<String> cells) {
        return cells.stream().map(cell -> cell.replaceFirst(":.*", "")).toList();
    }

    private static int column(List<String> titles, String name) {
        int column = titles.indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException(
                    "the file of --items has no column %s; it has %s: name it with --items-id or --items-topics"
                            .formatted(name, titles));
        }
        return column;
    }

    private static List<Topic> topics(String cell) {
        return Arrays.stream(cell.split("[ |]"))
                .filter(topic -> !topic.isBlank())
                .map(Topic::new)
                .toList();
    }

    /** The topics of an item; empty if the file has none. */
    public List<Topic> of(ItemId item) {
        return topics.getOrDefault(item, List.of());
    }

    @Override
    public String toString() {
        return topics.isEmpty() ? "none (--items)" : "of %,d items".formatted(topics.size());
    }
}

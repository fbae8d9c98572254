package io.portrait.evaluation.rating;

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
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * The topics of items, read from a text file with one item per line. Cells are separated by tabs or commas, the topics
 * of an item by spaces or {@code |}.
 */
public final class ItemTopics {

    /** No topics for any item. */
    public static final ItemTopics NONE = new ItemTopics(Map.of());

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
     * Reads a file; lines that are too short are skipped.
     *
     * @throws IllegalArgumentException if a column is missing
     */
    public static ItemTopics read(Path file, String idColumn, String topicsColumn) throws IOException {
        Map<ItemId, List<Topic>> topics = new HashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            List<String[]> rows = lines.map(ItemTopics::cells).toList();
            List<String> titles = rows.isEmpty() ? List.of() : titles(rows.getFirst());
            int idIndex = column(titles, idColumn);
            int topicsIndex = column(titles, topicsColumn);
            rows.stream()
                    .skip(1)
                    .filter(row -> row.length > Math.max(idIndex, topicsIndex) && !row[idIndex].isBlank())
                    .forEach(row -> topics.put(new ItemId(row[idIndex]), topics(row[topicsIndex])));
        }
        return new ItemTopics(topics);
    }

    private static String[] cells(String line) {
        return line.split(line.contains("\t") ? "\t" : ",", -1);
    }

    /** The column names without the types of {@code name:type}. */
    private static List<String> titles(String[] cells) {
        return Arrays.stream(cells).map(cell -> cell.replaceFirst(":.*", "")).toList();
    }

    private static int column(List<String> titles, String name) {
        int column = titles.indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException(
                    "the file of --items has no column %s; it has %s".formatted(name, titles));
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

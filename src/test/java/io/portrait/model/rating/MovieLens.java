package io.portrait.model.rating;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The data set MovieLens-100k in the order of time; ratings of the same second keep the order of the file. */
public final class MovieLens {

    private static final Path FOLDER = Path.of("../shared/data/ml-100k");

    private record Line(ItemRating rating, long second) {}

    private MovieLens() {}

    /** A check whether the file of the data set exists. */
    public static boolean isAvailable() {
        return Files.exists(FOLDER.resolve("ml-100k.inter"));
    }

    /** All ratings. */
    public static List<ItemRating> ratings() {
        Map<ItemId, List<Topic>> topics = topics();
        return lines("ml-100k.inter").stream()
                .map(fields -> line(fields, topics))
                .sorted(Comparator.comparingLong(Line::second))
                .map(Line::rating)
                .toList();
    }

    private static Line line(String[] fields, Map<ItemId, List<Topic>> topics) {
        ItemId item = new ItemId(fields[1]);
        double stars = Double.parseDouble(fields[2]);
        return new Line(
                new ItemRating(new UserId(fields[0]), item, topics.getOrDefault(item, List.of()), stars),
                Long.parseLong(fields[3]));
    }

    /** The genres of each item. */
    private static Map<ItemId, List<Topic>> topics() {
        Map<ItemId, List<Topic>> topics = new HashMap<>();
        for (String[] fields : lines("ml-100k.item")) {
            topics.put(
                    new ItemId(fields[0]),
                    Arrays.stream(fields[3].split(" "))
                            .filter(genre -> !genre.isBlank())
                            .map(Topic::new)
                            .toList());
        }
        return topics;
    }

    private static List<String[]> lines(String file) {
        try {
            return Files.readAllLines(FOLDER.resolve(file)).stream()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.portrait.evaluation.nextitem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portrait.evaluation.metric.TopKMetrics;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.nextitem.Interaction;
import io.portrait.model.nextitem.NextItemConfig;
import io.portrait.model.nextitem.NextItemModel;
import io.portrait.release.mechanism.ItemPrivacyParameters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The cost of privacy in quality: recall@10 of the next item in the exact list and in lists for tokens, on the same
 * interactions. Prints the table of {@code src/docs/recommendations.md}. {@code -Dquality.data=<directory>} names the
 * directory of the data sets; without it the test is skipped.
 */
@Tag("slow")
class ReleasedListQualityTest {

    private static final Path DATA = Path.of(System.getProperty("quality.data", "no-data"));
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /** A choice of an item at a time. */
    private record DatedInteraction(UserId user, ItemId item, long micros) {}

    private static ItemPrivacyParameters parameters(double epsilon, int items, int pairedItems, int releases) {
        return new ItemPrivacyParameters(epsilon, 1e-6, items, pairedItems, releases, 20);
    }

    /** Ranks each so many-th choice of the last tenth, then learns it. */
    private static Map<String, Double> recalls(
            List<DatedInteraction> choices, boolean repeats, Map<ItemId, List<Topic>> topics, int everyNth) {
        NextItemModel exact = new NextItemModel(NextItemConfig.defaults());
        Map<String, ReleasedListRanks> lists = new LinkedHashMap<>();
        lists.put("30 days, 64 and 16", new ReleasedListRanks(parameters(3, 64, 16, 1), 30, repeats, topics));
        lists.put("15 days, 64 and 16", new ReleasedListRanks(parameters(3, 64, 16, 2), 15, repeats, topics));
        lists.put("30 days, 128 and 24", new ReleasedListRanks(parameters(3, 128, 24, 1), 30, repeats, topics));
        lists.put("7 days, 64 and 16", new ReleasedListRanks(parameters(3, 64, 16, 4), 7, repeats, topics));
        lists.put("30 days, ε = 20", new ReleasedListRanks(parameters(20, 64, 16, 1), 30, repeats, topics));
        lists.put("no statistics", new ReleasedListRanks(parameters(0.02, 1, 2, 1), 30, repeats, topics));
        Map<String, Double> hits = new LinkedHashMap<>();
        int evaluated = 0;
        for (int i = 0; i < choices.size(); i++) {
            DatedInteraction choice = choices.get(i);
            Interaction interaction =
                    new Interaction(choice.user(), choice.item(), topics.getOrDefault(choice.item(), List.of()));
            boolean isReported = i >= choices.size() * 9L / 10 && i % everyNth == 0;
            if (isReported && exact.lastItem(choice.user()).isPresent()) {
                int rank =
                        exact.targetRanks(choice.user(), choice.item(), repeats).mixtureRank();
                hits.merge("exact", TopKMetrics.recallAt(10, rank), Double::sum);
                lists.forEach((name, list) -> hits.merge(
                        name, TopKMetrics.recallAt(10, list.rank(interaction, choice.micros())), Double::sum));
                evaluated++;
            }
            exact.learn(interaction, repeats);
            lists.values().forEach(list -> list.learn(interaction));
        }
        int count = evaluated;
        hits.replaceAll((name, sum) -> sum / count);
        System.out.printf(Locale.ROOT, "%,d choices evaluated%n", count);
        lists.forEach((name, list) -> System.out.println(name + ": " + list));
        hits.forEach((name, recall) -> System.out.printf(Locale.ROOT, "| %s | %.4f |%n", name, recall));
        return hits;
    }

    @Test
    void onMovieLens() throws IOException {
        Path directory = DATA.resolve("ml-100k");
        assumeTrue(Files.exists(directory), "set -Dquality.data");
        Map<ItemId, List<Topic>> topics = new HashMap<>();
        try (Stream<String> lines = Files.lines(directory.resolve("ml-100k.item"))) {
            lines.skip(1)
                    .map(line -> line.split("\t", -1))
                    .forEach(cells -> topics.put(
                            new ItemId(cells[0]),
                            Stream.of(cells[3].split(" ", -1))
                                    .filter(topic -> !topic.isBlank())
                                    .map(Topic::new)
                                    .toList()));
        }
        List<DatedInteraction> choices;
        try (Stream<String> lines = Files.lines(directory.resolve("ml-100k.inter"))) {
            choices = lines.skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new DatedInteraction(
                            new UserId(cells[0]), new ItemId(cells[1]), Long.parseLong(cells[3]) * MICROS_PER_SECOND))
                    .sorted(Comparator.comparingLong(DatedInteraction::micros))
                    .toList();
        }
        Map<String, Double> recalls = recalls(choices, false, topics, 2);
        assertThat(recalls.get("30 days, 64 and 16"))
                .isLessThan(recalls.get("exact"))
                .isGreaterThan(recalls.get("no statistics"));
    }

    @Test
    void onOnlineRetail() throws IOException {
        Path file = DATA.resolve("online-retail/online-retail.csv.gz");
        assumeTrue(Files.exists(file), "set -Dquality.data");
        List<DatedInteraction> choices = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            reader.lines().skip(1).map(line -> line.split(",", -1)).forEach(cells -> addPurchase(cells, choices));
        }
        Map<String, Double> recalls = recalls(choices, true, Map.of(), 10);
        assertThat(recalls.get("30 days, 64 and 16")).isGreaterThan(recalls.get("no statistics"));
    }

    /** Descriptions may contain commas, so the later cells are counted from the end. */
    private static void addPurchase(String[] cells, List<DatedInteraction> choices) {
        int last = cells.length - 1;
        if (!cells[last - 1].isBlank() && !cells[last - 4].startsWith("-")) {
            long seconds = LocalDateTime.parse(cells[last - 3], TIME).toEpochSecond(ZoneOffset.UTC);
            choices.add(new DatedInteraction(
                    new UserId(cells[last - 1]), new ItemId(cells[1]), seconds * MICROS_PER_SECOND));
        }
    }
}

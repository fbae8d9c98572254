package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.catalog.CatalogProperties;
import io.portrait.ingest.IngestProperties;
import io.portrait.kernel.Money;
import io.portrait.profile.ProfileProperties;
import io.portrait.support.GeneratedSection;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The error codes and limits of the API are complete and documented by generated tables in {@code src/docs/api.md}. */
class ApiReferenceTest {

    private static final Path DOCUMENT = Path.of("src/docs/api.md");
    private static final Path INGEST = Path.of("src/main/java/io/portrait/ingest");

    /** A code in the sources of ingest: a kebab-case literal in a file that rejects events or batches. */
    private static final Pattern CODE = Pattern.compile("\"([a-z]+(?:-[a-z0-9]+)+)\"");

    private static String problemTable() {
        return "| status | code | meaning |\n|---|---|---|\n"
                + Arrays.stream(ProblemCode.values())
                        .sorted(Comparator.comparing(ProblemCode::status).thenComparing(ProblemCode::code))
                        .map(code ->
                                "| %d | `%s` | %s |\n".formatted(code.status().value(), code.code(), code.meaning()))
                        .collect(Collectors.joining());
    }

    private static String receiptTable() {
        return "| code | meaning |\n|---|---|\n"
                + Arrays.stream(ReceiptCode.values())
                        .map(code -> "| `%s` | %s |\n".formatted(code.code(), code.meaning()))
                        .collect(Collectors.joining());
    }

    private static <T> T defaults(String prefix, Class<T> properties) {
        return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(prefix, properties);
    }

    /** The value of a constant, which may be private. */
    private static String constant(String type, String name) throws ReflectiveOperationException {
        Field field = Class.forName("io.portrait." + type).getDeclaredField(name);
        field.setAccessible(true);
        Object value = Objects.requireNonNull(field.get(null));
        return value instanceof Number number ? "%,d".formatted(number.longValue()) : value.toString();
    }

    private static String limitTable() throws ReflectiveOperationException {
        IngestProperties ingest = defaults("portrait.ingest", IngestProperties.class);
        CatalogProperties catalog = defaults("portrait.catalog", CatalogProperties.class);
        ProfileProperties profiles = defaults("portrait.profiles", ProfileProperties.class);
        StreamProperties streams = defaults("portrait.streams", StreamProperties.class);
        Map<String, String> limits = new LinkedHashMap<>();
        limits.put(
                "size of a request body: %,d bytes"
                        .formatted(ingest.maxBodySize().toBytes()),
                response(ProblemCode.BODY_TOO_LARGE));
        limits.put(
                "size of a decompressed tracking batch: %,d bytes".formatted(RequestBodyFilter.MAX_TRACKING_BATCH),
                "400 `body-too-large`");
        limits.put("events in a batch: %,d".formatted(ingest.maxBatchEvents()), response(ProblemCode.TOO_MANY_EVENTS));
        limits.put(
                "size of an event: %,d bytes".formatted(ingest.maxEventSize().toBytes()),
                receipt(ReceiptCode.EVENT_TOO_LARGE));
        limits.put("depth of nested JSON: " + ingest.maxJsonDepth(), receipt(ReceiptCode.INVALID_JSON));
        limits.put(
                "length of an id: 1 to " + constant("kernel.IdentifierFormat", "MAX_LENGTH"),
                receipt(ReceiptCode.INVALID_ID));
        limits.put(
                "length of a query: " + constant("ingest.EventParser", "MAX_TEXT_LENGTH"),
                receipt(ReceiptCode.INVALID_FIELD));
        limits.put(
                "length of channel, session id and custom event name: "
                        + constant("ingest.EventParser", "MAX_LABEL_LENGTH"),
                receipt(ReceiptCode.INVALID_FIELD));
        limits.put(
                "amount: 0 to %s, counted to four decimals".formatted(Money.MAX), receipt(ReceiptCode.INVALID_VALUE));
        limits.put("event time after the arrival: " + ingest.maxClockSkew(), receipt(ReceiptCode.TIMESTAMP_IN_FUTURE));
        limits.put("earliest event time: " + ingest.minEventTime(), receipt(ReceiptCode.TIMESTAMP_TOO_OLD));
        limits.put(
                "products of a tracking message: " + constant("ingest.format.TrackTranslator", "MAX_PRODUCTS"),
                receipt(ReceiptCode.TOO_MANY_PRODUCTS));
        limits.put(
                "ids of a person: " + ingest.maxAliases(),
                receipt(ReceiptCode.TOO_MANY_IDS) + ", or " + response(ProblemCode.TOO_MANY_IDS));
        limits.put("traits of an event: " + constant("ingest.Traits", "MAX_TRAITS"), "further traits are ignored");
        limits.put(
                "traits of a profile: " + constant("profile.TraitSet", "MAX_TRAITS"), "the oldest traits are deleted");
        limits.put(
                "remembered orders of a profile: %d, lines of all of them: %s"
                        .formatted(profiles.rememberedOrders(), constant("profile.MonetaryState", "MAX_LINES")),
                "the order with the oldest events is added to the sums, and forgotten");
        limits.put(
                "events that wait for the journal: %,d".formatted(ingest.maxQueuedEvents()),
                response(ProblemCode.OVERLOADED));
        limits.put(
                "time until an append is on disk: " + ingest.appendTimeout(),
                response(ProblemCode.JOURNAL_UNAVAILABLE));
        limits.put("time of `Prefer: wait`: " + profiles.waitTimeout(), "202 instead of 200");
        limits.put("items in a batch: %,d".formatted(catalog.maxItems()), response(ProblemCode.TOO_MANY_ITEMS));
        limits.put(
                "categories of an item: " + constant("catalog.ItemDraft", "MAX_CATEGORIES"),
                receipt(ReceiptCode.INVALID_ITEM));
        limits.put(
                "characters of an item: " + constant("catalog.ItemDraft", "MAX_CONTENT"),
                receipt(ReceiptCode.INVALID_ITEM));
        limits.put("topics in the catalog: %,d".formatted(catalog.maxTopics()), receipt(ReceiptCode.TOO_MANY_TOPICS));
        limits.put("ids of items in a query: " + constant("web.ItemsController", "MAX_IDS"), "400 `too-many-ids`");
        limits.put(
                "items to rank: " + constant("web.RankController", "MAX_ITEMS"), response(ProblemCode.INVALID_ITEMS));
        limits.put(
                "entries of a page: " + constant("web.AuditController", "MAX_PAGE"),
                response(ProblemCode.INVALID_LIMIT));
        limits.put(
                "served lists of a page: " + constant("web.ServedListsController", "MAX_PAGE"),
                response(ProblemCode.INVALID_LIMIT));
        limits.put("events of a history: %,d".formatted(profiles.maxHistory()), response(ProblemCode.HISTORY_TOO_LONG));
        limits.put(
                "steps of a history: " + constant("web.HistoryPeriod", "MAX_STEPS"),
                response(ProblemCode.INVALID_PERIOD));
        limits.put(
                "open streams: %d, of one profile %d".formatted(streams.limit(), streams.perUser()),
                response(ProblemCode.TOO_MANY_STREAMS));
        limits.put(
                "segments: " + constant("profile.segment.SegmentRegistry", "MAX_SEGMENTS"),
                response(ProblemCode.TOO_MANY_SEGMENTS));
        limits.put(
                "characters of a rule: " + constant("profile.segment.SegmentRuleParser", "MAX_LENGTH"),
                response(ProblemCode.INVALID_RULE));
        limits.put(
                "cohorts of a statistic: " + constant("release.CohortDefinition", "MAX_COHORTS"),
                response(ProblemCode.INVALID_COHORT));
        return "| limit | response beyond it |\n|---|---|\n"
                + limits.entrySet().stream()
                        .map(limit -> "| %s | %s |\n".formatted(limit.getKey(), limit.getValue()))
                        .collect(Collectors.joining());
    }

    private static String response(ProblemCode code) {
        return "%d `%s`".formatted(code.status().value(), code.code());
    }

    private static String receipt(ReceiptCode code) {
        return "receipt `%s`".formatted(code.code());
    }

    @Test
    void theTablesOfTheDocumentAreTheGeneratedOnes() throws IOException, ReflectiveOperationException {
        String document = Files.readString(DOCUMENT);
        String expected = GeneratedSection.replace(document, "errors", problemTable());
        expected = GeneratedSection.replace(expected, "receipts", receiptTable());
        expected = GeneratedSection.replace(expected, "limits", limitTable());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(document)
                .as("if the change is intended: ./mvnw verify -Dtest=ApiReferenceTest -Ddocs.write=true")
                .isEqualTo(expected);
    }

    @Test
    void everyCodeOfIngestIsListed() throws IOException {
        Set<String> listed = Stream.concat(
                        Arrays.stream(ProblemCode.values()).map(ProblemCode::code),
                        Arrays.stream(ReceiptCode.values()).map(ReceiptCode::code))
                .collect(Collectors.toSet());
        Set<String> used = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(INGEST)) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                used.addAll(codesOf(source));
            }
        }
        assertThat(used).isNotEmpty().isSubsetOf(listed);
    }

    private static Set<String> codesOf(Path source) throws IOException {
        String text = Files.readString(source);
        return text.contains("Rejection") || text.contains("UnreadableBatchException")
                ? CODE.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet())
                : Set.of();
    }
}

package io.portrait.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.ingest.EventPayload;
import io.portrait.ingest.EventType;
import io.portrait.ingest.Traits;
import io.portrait.ingest.format.TrackMapping.ProductScope;
import io.portrait.kernel.Money;
import io.portrait.kernel.UserId;
import io.portrait.model.feature.Engagement;
import io.portrait.support.GeneratedSection;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of {@code src/docs/ecommerce-events.md} are those of the code. */
class EcommerceReferenceTest {

    private static final Path DOCUMENT = Path.of("src/docs/ecommerce-events.md");
    private static final double LONG_DWELL = 1e12;

    /** Payloads with the smallest and the largest weight of each type. */
    private static Map<EventType, List<EventPayload>> payloads() {
        return Stream.of(
                        new EventPayload.Impression(),
                        new EventPayload.View(0),
                        new EventPayload.View(LONG_DWELL),
                        new EventPayload.Click(),
                        new EventPayload.Search("lamp"),
                        new EventPayload.AddToCart(),
                        new EventPayload.RemoveFromCart(),
                        new EventPayload.Purchase(Money.ZERO),
                        new EventPayload.Refund(Money.ZERO),
                        new EventPayload.Like(),
                        new EventPayload.Dislike(),
                        new EventPayload.Rating(0, 5),
                        new EventPayload.Rating(5, 5),
                        new EventPayload.Share(),
                        new EventPayload.Comment(),
                        new EventPayload.Follow(),
                        new EventPayload.Transaction(Money.ZERO),
                        new EventPayload.Custom("waved"),
                        new EventPayload.Identify(new Traits(new TreeMap<>()), null),
                        new EventPayload.Alias(new UserId("b")),
                        new EventPayload.Merge(new UserId("b")),
                        new EventPayload.Unmerge(new UserId("b")))
                .collect(Collectors.groupingBy(EventType::of));
    }

    private static String weight(EventType type) {
        List<String> weights = Objects.requireNonNull(payloads().get(type)).stream()
                .map(payload -> new BigDecimal("%.2f".formatted(Engagement.of(payload))).stripTrailingZeros())
                .map(BigDecimal::toPlainString)
                .distinct()
                .toList();
        return String.join(" to ", weights);
    }

    private static String weightTable() {
        return "| type | weight |\n|---|---|\n"
                + Arrays.stream(EventType.values())
                        .map(type -> "| `%s` | %s |\n".formatted(type.wireName(), weight(type)))
                        .collect(Collectors.joining());
    }

    private static String scope(ProductScope scope) {
        return switch (scope) {
            case SINGLE -> "one";
            case EACH_PRODUCT -> "one per product";
            case CHANGED_ORDER -> "one per product; `custom` without the order's id or an amount";
            case WHOLE_ORDER -> "one for the whole order; without its id one per product";
        };
    }

    private static String mappingTable() {
        Map<TrackMapping, List<String>> names = TrackMapping.specification().entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        LinkedHashMap::new,
                        Collectors.mapping(entry -> "`" + entry.getKey() + "`", Collectors.toList())));
        return "| track event | type | weight | events | properties that are read |\n|---|---|---|---|---|\n"
                + names.entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
    }

    private static String row(TrackMapping mapping, List<String> names) {
        String properties =
                mapping.readProperties().stream().map(name -> "`" + name + "`").collect(Collectors.joining(" "));
        return "| %s | `%s` | %s | %s | %s |\n"
                .formatted(
                        String.join(", ", names),
                        mapping.type().wireName(),
                        weight(mapping.type()),
                        scope(mapping.scope()),
                        properties);
    }

    @Test
    void theTablesOfTheDocumentAreTheGeneratedOnes() throws IOException {
        String document = Files.readString(DOCUMENT);
        String expected = GeneratedSection.replace(document, "mapping", mappingTable());
        expected = GeneratedSection.replace(expected, "weights", weightTable());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(document)
                .as("if the change is intended: ./mvnw test -Dtest=EcommerceReferenceTest -Ddocs.write=true")
                .isEqualTo(expected);
    }

    @Test
    void everyTypeHasAWeight() {
        assertThat(payloads()).containsOnlyKeys(EventType.values());
    }
}

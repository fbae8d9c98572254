package io.portrait.ingest.format;

import io.portrait.ingest.EventType;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The native event type of a track event.
 *
 * @param type the native type
 * @param scope whether it becomes one event, or one event per product
 */
record TrackMapping(EventType type, ProductScope scope) {

    /** The products that an event is about. */
    enum ProductScope {
        /** The product that the properties describe, if any. */
        SINGLE,
        /** Each element of {@code products}; if there is none, as {@link #SINGLE}. */
        EACH_PRODUCT,
        /** Each product of an order that was changed; without the order's id and amount it is a custom event. */
        CHANGED_ORDER,
        /** The whole order; without its id as {@link #EACH_PRODUCT}. */
        WHOLE_ORDER
    }

    private static final int MAX_NAME_LENGTH = 128;
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}_\\p{Cntrl}]+");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    /** The e-commerce specification of Segment, version 2 and the names of version 1. */
    private static final Map<String, TrackMapping> SPECIFICATION = new LinkedHashMap<>();

    static {
        putSingle(EventType.SEARCH, "products searched", "searched products");
        putEach(EventType.IMPRESSION, "product list viewed", "product list filtered", "viewed product category");
        putSingle(EventType.IMPRESSION, "promotion viewed", "viewed promotion");
        putSingle(EventType.CLICK, "promotion clicked", "clicked promotion", "product clicked", "clicked product");
        putSingle(EventType.VIEW, "product viewed", "viewed product");
        putSingle(EventType.CART, "product added", "added product", "wishlist product added to cart");
        putSingle(EventType.UNCART, "product removed", "removed product");
        putEach(EventType.VIEW, "cart viewed", "viewed cart");
        putEach(EventType.PURCHASE, "order completed", "completed order");
        put(new TrackMapping(EventType.PURCHASE, ProductScope.CHANGED_ORDER), "order updated", "updated order");
        putEach(EventType.REFUND, "order refunded", "refunded order");
        put(
                new TrackMapping(EventType.REFUND, ProductScope.WHOLE_ORDER),
                "order cancelled",
                "cancelled order",
                "order canceled",
                "canceled order");
        putSingle(EventType.LIKE, "product added to wishlist");
        putSingle(EventType.SHARE, "product shared", "shared product");
        putEach(EventType.SHARE, "cart shared");
        putSingle(EventType.RATING, "product reviewed", "reviewed product");
    }

    private static void putSingle(EventType type, String... names) {
        put(new TrackMapping(type, ProductScope.SINGLE), names);
    }

    private static void putEach(EventType type, String... names) {
        put(new TrackMapping(type, ProductScope.EACH_PRODUCT), names);
    }

    private static void put(TrackMapping mapping, String... names) {
        for (String name : names) {
            SPECIFICATION.put(name, mapping);
        }
    }

    /** The mapping of a normalized name by the specification. */
    static Optional<TrackMapping> ofSpecification(String name) {
        return Optional.ofNullable(SPECIFICATION.get(name));
    }

    /** The mapping of a name to which the owner assigned a type. */
    static TrackMapping ofAssignedType(EventType type) {
        return new TrackMapping(type, ProductScope.EACH_PRODUCT);
    }

    /** The names of the specification with their mappings, not to be modified. */
    static Map<String, TrackMapping> specification() {
        return Collections.unmodifiableMap(SPECIFICATION);
    }

    /** The properties of the message, and of each product, that the event reads; all others are stored and not used. */
    List<String> readProperties() {
        Stream<String> ofType = switch (type) {
            case SEARCH -> Stream.of("query");
            case RATING -> Stream.of("rating");
            case PURCHASE, REFUND -> TrackedOrder.properties();
            default -> Stream.of();
        };
        return Stream.concat(TrackedProduct.properties(), ofType).distinct().toList();
    }

    /**
     * A name in the form used for comparison: Unicode NFKC, lower case, single spaces, no invisible characters, at most 128
     * characters.
     */
    static String normalize(String name) {
        String folded = Normalizer.normalize(INVISIBLE.matcher(name).replaceAll(""), Normalizer.Form.NFKC);
        String spaced = SEPARATORS.matcher(folded).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
        String cut = spaced.substring(0, Math.min(spaced.length(), MAX_NAME_LENGTH));
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}

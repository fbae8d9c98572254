package io.portrait.dialect;

import io.portrait.ingest.EventType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a track event is taken for.
 *
 * @param type the native type
 * @param scope whether each of its products is meant, or the whole
 */
record Tracked(EventType type, Scope scope) {

    /** What the event is about. */
    enum Scope {
        /** The product that the properties describe, if they do. */
        ONE,
        /** Each element of {@code products}; without any as {@link #ONE}. */
        EACH
    }

    private static final int MAX_NAME = 128;
    private static final Pattern GAPS = Pattern.compile("[\\s_\\p{Cntrl}]+");

    /** Segment's e-commerce specification, version 2 and the names of version 1. */
    private static final Map<String, Tracked> SPECIFICATION = new HashMap<>();

    static {
        one(EventType.SEARCH, "products searched", "searched products");
        each(EventType.IMPRESSION, "product list viewed", "product list filtered", "viewed product category");
        one(EventType.IMPRESSION, "promotion viewed", "viewed promotion");
        one(EventType.CLICK, "promotion clicked", "clicked promotion", "product clicked", "clicked product");
        one(EventType.VIEW, "product viewed", "viewed product");
        one(EventType.CART, "product added", "added product", "wishlist product added to cart");
        one(EventType.UNCART, "product removed", "removed product");
        each(EventType.VIEW, "cart viewed", "viewed cart");
        each(EventType.PURCHASE, "order completed", "completed order");
        each(EventType.REFUND, "order refunded", "refunded order", "order cancelled", "cancelled order");
        one(EventType.LIKE, "product added to wishlist");
        one(EventType.SHARE, "product shared", "shared product");
        each(EventType.SHARE, "cart shared");
        one(EventType.RATING, "product reviewed", "reviewed product");
    }

    private static void one(EventType type, String... names) {
        put(new Tracked(type, Scope.ONE), names);
    }

    private static void each(EventType type, String... names) {
        put(new Tracked(type, Scope.EACH), names);
    }

    private static void put(Tracked tracked, String... names) {
        for (String name : names) {
            SPECIFICATION.put(name, tracked);
        }
    }

    /** What the specification says of a name in its {@link #normal} form. */
    static Optional<Tracked> specified(String name) {
        return Optional.ofNullable(SPECIFICATION.get(name));
    }

    /** What the owner says that a name means. */
    static Tracked mapped(EventType type) {
        return new Tracked(type, Scope.EACH);
    }

    /** A name in the form that names are compared in: lower case, single spaces, at most 128 characters. */
    static String normal(String name) {
        String spaced = GAPS.matcher(name).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
        String cut = spaced.substring(0, Math.min(spaced.length(), MAX_NAME));
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}

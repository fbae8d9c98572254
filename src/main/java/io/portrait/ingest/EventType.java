package io.portrait.ingest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of events. JSON has the wire name; the journal stores the code, which is never reused. */
public enum EventType {
    IMPRESSION(1),
    VIEW(2),
    CLICK(3),
    SEARCH(4),
    CART(5),
    UNCART(6),
    PURCHASE(7),
    REFUND(8),
    LIKE(9),
    DISLIKE(10),
    RATING(11),
    SHARE(12),
    COMMENT(13),
    FOLLOW(14),
    TRANSACTION(15),
    CUSTOM(16),
    IDENTIFY(17),
    ALIAS(18),
    MERGE(19),
    UNMERGE(20);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(EventType::wireName, Function.identity()));
    private static final Map<Integer, EventType> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(EventType::code, Function.identity()));

    private final int code;
    private final String wireName = name().toLowerCase(Locale.ROOT);

    EventType(int code) {
        this.code = code;
    }

    /** The type with a wire name such as {@code purchase}. */
    public static Optional<EventType> ofWireName(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }

    /** A check whether clients can send it as an event; the other types result from requests of the owner. */
    public boolean isSendable() {
        return this != MERGE && this != UNMERGE;
    }

    /** A check whether it is an action of the user; false for identity and trait events. */
    public boolean isUserAction() {
        return code <= CUSTOM.code;
    }

    /** A check whether it only changes which ids belong to one person. */
    boolean isIdentityEvent() {
        return this == ALIAS || this == MERGE || this == UNMERGE;
    }

    static EventType ofCode(int code) {
        EventType type = BY_CODE.get(code);
        if (type == null) {
            throw new IllegalStateException("the journal has an event of type code " + code
                    + ", which this version does not support: start the version that wrote it, or a newer one");
        }
        return type;
    }

    /** The type of a payload. */
    public static EventType of(EventPayload payload) {
        return switch (payload) {
            case EventPayload.Impression i -> IMPRESSION;
            case EventPayload.View v -> VIEW;
            case EventPayload.Click c -> CLICK;
            case EventPayload.Search s -> SEARCH;
            case EventPayload.AddToCart c -> CART;
            case EventPayload.RemoveFromCart u -> UNCART;
            case EventPayload.Purchase p -> PURCHASE;
            case EventPayload.Refund r -> REFUND;
            case EventPayload.Like l -> LIKE;
            case EventPayload.Dislike d -> DISLIKE;
            case EventPayload.Rating r -> RATING;
            case EventPayload.Share s -> SHARE;
            case EventPayload.Comment c -> COMMENT;
            case EventPayload.Follow f -> FOLLOW;
            case EventPayload.Transaction t -> TRANSACTION;
            case EventPayload.PaymentLabel l -> TRANSACTION;
            case EventPayload.Custom c -> CUSTOM;
            case EventPayload.Identify i -> IDENTIFY;
            case EventPayload.Alias a -> ALIAS;
            case EventPayload.Merge m -> MERGE;
            case EventPayload.Unmerge u -> UNMERGE;
        };
    }

    /** The name in JSON. */
    public String wireName() {
        return wireName;
    }

    /** The number in the journal and in a profile's row, 1 to 20; never reused. */
    public int code() {
        return code;
    }
}

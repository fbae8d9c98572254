package io.portrait.ingest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of events by their wire names; the journal stores the code, which is never reused. */
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
    public static Optional<EventType> named(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }

    /** Whether it can be sent as an event; the others come about by the owner's requests. */
    public boolean isSendable() {
        return this != MERGE && this != UNMERGE;
    }

    /** Whether it is something that a person does with an item or elsewhere, and not a word on who they are. */
    public boolean isBehaviour() {
        return code <= CUSTOM.code;
    }

    /** Whether it says nothing but which ids are one person's. */
    boolean saysWhoIsWho() {
        return this == ALIAS || this == MERGE || this == UNMERGE;
    }

    static EventType of(int code) {
        EventType type = BY_CODE.get(code);
        if (type == null) {
            throw new IllegalStateException("the journal holds an event of kind " + code
                    + ", which this version does not know: start the version that wrote it, or a newer one");
        }
        return type;
    }

    /** The type of a behaviour. */
    public static EventType of(Behaviour behaviour) {
        return switch (behaviour) {
            case Behaviour.Impression i -> IMPRESSION;
            case Behaviour.View v -> VIEW;
            case Behaviour.Click c -> CLICK;
            case Behaviour.Search s -> SEARCH;
            case Behaviour.Cart c -> CART;
            case Behaviour.Uncart u -> UNCART;
            case Behaviour.Purchase p -> PURCHASE;
            case Behaviour.Refund r -> REFUND;
            case Behaviour.Like l -> LIKE;
            case Behaviour.Dislike d -> DISLIKE;
            case Behaviour.Rating r -> RATING;
            case Behaviour.Share s -> SHARE;
            case Behaviour.Comment c -> COMMENT;
            case Behaviour.Follow f -> FOLLOW;
            case Behaviour.Transaction t -> TRANSACTION;
            case Behaviour.Custom c -> CUSTOM;
            case Behaviour.Identify i -> IDENTIFY;
            case Behaviour.Alias a -> ALIAS;
            case Behaviour.Merge m -> MERGE;
            case Behaviour.Unmerge u -> UNMERGE;
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

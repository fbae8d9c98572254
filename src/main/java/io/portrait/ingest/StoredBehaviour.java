package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A behaviour in the journal's columns: its kind, up to two numbers and a text. */
record StoredBehaviour(
        int kind,
        @Nullable Double value,
        @Nullable Double scale,
        @Nullable String label) {

    private static final String ANONYMOUS = "anonymousId";
    private static final String TRAITS = "traits";
    private static final JsonMapper JSON = new JsonMapper();

    static StoredBehaviour of(Behaviour behaviour) {
        int kind = EventType.of(behaviour).code();
        return switch (behaviour) {
            case Behaviour.View view -> new StoredBehaviour(kind, view.dwellSeconds(), null, null);
            case Behaviour.Purchase purchase -> new StoredBehaviour(kind, purchase.amount(), null, null);
            case Behaviour.Refund refund -> new StoredBehaviour(kind, refund.amount(), null, null);
            case Behaviour.Transaction transaction -> new StoredBehaviour(kind, transaction.amount(), null, null);
            case Behaviour.Rating rating -> new StoredBehaviour(kind, rating.value(), rating.scale(), null);
            case Behaviour.Search search -> new StoredBehaviour(kind, null, null, search.query());
            case Behaviour.Custom custom -> new StoredBehaviour(kind, null, null, custom.name());
            case Behaviour.Identify identify -> new StoredBehaviour(kind, null, null, labelOf(identify));
            case Behaviour.Alias alias ->
                new StoredBehaviour(kind, null, null, alias.id().value());
            case Behaviour.Merge merge ->
                new StoredBehaviour(kind, null, null, merge.id().value());
            case Behaviour.Unmerge unmerge ->
                new StoredBehaviour(kind, null, null, unmerge.id().value());
            default -> new StoredBehaviour(kind, null, null, null);
        };
    }

    Behaviour restore() {
        return switch (EventType.of(kind)) {
            case IMPRESSION -> new Behaviour.Impression();
            case VIEW -> new Behaviour.View(number(value));
            case CLICK -> new Behaviour.Click();
            case SEARCH -> new Behaviour.Search(text());
            case CART -> new Behaviour.Cart();
            case UNCART -> new Behaviour.Uncart();
            case PURCHASE -> new Behaviour.Purchase(number(value));
            case REFUND -> new Behaviour.Refund(number(value));
            case LIKE -> new Behaviour.Like();
            case DISLIKE -> new Behaviour.Dislike();
            case RATING -> new Behaviour.Rating(number(value), number(scale));
            case SHARE -> new Behaviour.Share();
            case COMMENT -> new Behaviour.Comment();
            case FOLLOW -> new Behaviour.Follow();
            case TRANSACTION -> new Behaviour.Transaction(number(value));
            case CUSTOM -> new Behaviour.Custom(text());
            case IDENTIFY -> identify(JSON.readTree(text()));
            case ALIAS -> new Behaviour.Alias(new UserId(text()));
            case MERGE -> new Behaviour.Merge(new UserId(text()));
            case UNMERGE -> new Behaviour.Unmerge(new UserId(text()));
        };
    }

    private static String labelOf(Behaviour.Identify identify) {
        ObjectNode label = JSON.createObjectNode();
        if (identify.anonymous() != null) {
            label.put(ANONYMOUS, identify.anonymous().value());
        }
        return label.set(TRAITS, identify.traits().toJson()).toString();
    }

    private static Behaviour.Identify identify(JsonNode label) {
        JsonNode anonymous = label.path(ANONYMOUS);
        return new Behaviour.Identify(
                Traits.ofJson(label.path(TRAITS)), anonymous.isString() ? new UserId(anonymous.asString()) : null);
    }

    private static double number(@Nullable Double stored) {
        return Objects.requireNonNull(stored, "the journal misses a number");
    }

    private String text() {
        return Objects.requireNonNull(label, "the journal misses a text");
    }
}

package io.portrait.ingest;

import io.portrait.kernel.Money;
import io.portrait.kernel.UserId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An event payload in the columns of the journal: a type code, up to two numbers and a text. */
record PayloadColumns(
        int typeCode,
        @Nullable Double value,
        @Nullable Double scale,
        @Nullable String textValue) {

    private static final String ANONYMOUS = "anonymousId";
    private static final String TRAITS = "traits";
    private static final JsonMapper JSON = new JsonMapper();

    static PayloadColumns of(EventPayload payload) {
        int typeCode = EventType.of(payload).code();
        return switch (payload) {
            case EventPayload.View view -> new PayloadColumns(typeCode, view.dwellSeconds(), null, null);
            case EventPayload.Purchase(var amount, var order) -> payment(typeCode, amount, order);
            case EventPayload.Refund(var amount, var order) -> payment(typeCode, amount, order);
            case EventPayload.Transaction(var amount) -> payment(typeCode, amount, null);
            case EventPayload.PaymentLabel label -> new PayloadColumns(typeCode, null, label.fraud() ? 1.0 : 0, null);
            case EventPayload.Rating rating -> new PayloadColumns(typeCode, rating.value(), rating.scale(), null);
            case EventPayload.Search search -> new PayloadColumns(typeCode, null, null, search.query());
            case EventPayload.Custom custom -> new PayloadColumns(typeCode, null, null, custom.name());
            case EventPayload.Identify identify -> new PayloadColumns(typeCode, null, null, identifyJson(identify));
            case EventPayload.Alias alias ->
                new PayloadColumns(typeCode, null, null, alias.otherId().value());
            case EventPayload.Merge merge ->
                new PayloadColumns(typeCode, null, null, merge.otherId().value());
            case EventPayload.Unmerge unmerge ->
                new PayloadColumns(typeCode, null, null, unmerge.otherId().value());
            default -> new PayloadColumns(typeCode, null, null, null);
        };
    }

    private static PayloadColumns payment(int typeCode, @Nullable Money amount, @Nullable OrderPart order) {
        @Nullable Double value = amount == null ? null : amount.toDouble();
        return new PayloadColumns(typeCode, value, null, PaymentText.toText(amount, order));
    }

    EventPayload toPayload() {
        return switch (EventType.ofCode(typeCode)) {
            case IMPRESSION -> new EventPayload.Impression();
            case VIEW -> new EventPayload.View(requireNumber(value));
            case CLICK -> new EventPayload.Click();
            case SEARCH -> new EventPayload.Search(requireText());
            case CART -> new EventPayload.AddToCart();
            case UNCART -> new EventPayload.RemoveFromCart();
            case PURCHASE -> {
                requireNumber(value);
                PaymentText payment = PaymentText.of(textValue);
                yield new EventPayload.Purchase(Objects.requireNonNull(payment.amount(value)), payment.order());
            }
            case REFUND -> {
                PaymentText payment = PaymentText.of(textValue);
                yield new EventPayload.Refund(payment.amount(value), payment.order());
            }
            case LIKE -> new EventPayload.Like();
            case DISLIKE -> new EventPayload.Dislike();
            case RATING -> new EventPayload.Rating(requireNumber(value), requireNumber(scale));
            case SHARE -> new EventPayload.Share();
            case COMMENT -> new EventPayload.Comment();
            case FOLLOW -> new EventPayload.Follow();
            case TRANSACTION ->
                value == null
                        ? new EventPayload.PaymentLabel(requireNumber(scale) > 0)
                        : new EventPayload.Transaction(
                                Objects.requireNonNull(PaymentText.of(textValue).amount(value)));
            case CUSTOM -> new EventPayload.Custom(requireText());
            case IDENTIFY -> identify(JSON.readTree(requireText()));
            case ALIAS -> new EventPayload.Alias(new UserId(requireText()));
            case MERGE -> new EventPayload.Merge(new UserId(requireText()));
            case UNMERGE -> new EventPayload.Unmerge(new UserId(requireText()));
        };
    }

    private static String identifyJson(EventPayload.Identify identify) {
        ObjectNode json = JSON.createObjectNode();
        if (identify.anonymousId() != null) {
            json.put(ANONYMOUS, identify.anonymousId().value());
        }
        return json.set(TRAITS, identify.traits().toJson()).toString();
    }

    private static EventPayload.Identify identify(JsonNode json) {
        JsonNode anonymous = json.path(ANONYMOUS);
        return new EventPayload.Identify(
                Traits.fromJson(json.path(TRAITS)), anonymous.isString() ? new UserId(anonymous.asString()) : null);
    }

    private static double requireNumber(@Nullable Double stored) {
        return Objects.requireNonNull(stored, "the journal entry has no number where its type needs one");
    }

    private String requireText() {
        return Objects.requireNonNull(textValue, "the journal entry has no text where its type needs one");
    }
}

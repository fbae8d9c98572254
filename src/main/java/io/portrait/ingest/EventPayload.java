package io.portrait.ingest;

import io.portrait.kernel.Money;
import io.portrait.kernel.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The type-specific part of an event. Its wire name is in {@link EventType}. */
public sealed interface EventPayload {

    /** The id that an identity event links to the user or unlinks from the user. */
    default Optional<UserId> linkedId() {
        return switch (this) {
            case Identify(var traits, var anonymousId) -> Optional.ofNullable(anonymousId);
            case Alias(var id) -> Optional.of(id);
            case Merge(var id) -> Optional.of(id);
            case Unmerge(var id) -> Optional.of(id);
            default -> Optional.empty();
        };
    }

    /** The amount of a purchase, refund or transaction. */
    default Optional<Money> payment() {
        return switch (this) {
            case Purchase(var amount, var order) -> Optional.of(amount);
            case Refund(var amount, var order) -> Optional.ofNullable(amount);
            case Transaction(var amount) -> Optional.of(amount);
            default -> Optional.empty();
        };
    }

    /** The order of a purchase or refund. */
    default Optional<OrderPart> orderPart() {
        return switch (this) {
            case Purchase(var amount, var order) -> Optional.ofNullable(order);
            case Refund(var amount, var order) -> Optional.ofNullable(order);
            default -> Optional.empty();
        };
    }

    /** The item was shown on the user's screen. */
    record Impression() implements EventPayload {}

    /** The item or page was viewed for {@code dwellSeconds ≥ 0} (0: not measured). */
    record View(double dwellSeconds) implements EventPayload {}

    /** The item was opened from a list. */
    record Click() implements EventPayload {}

    /** The user searched for {@code query}. */
    record Search(String query) implements EventPayload {}

    /** The item was added to the cart. */
    record AddToCart() implements EventPayload {}

    /** The item was removed from the cart. */
    record RemoveFromCart() implements EventPayload {}

    /** The item was bought for an amount (0: unknown), as a part of an order if the sender named one. */
    record Purchase(Money amount, @Nullable OrderPart order) implements EventPayload {

        /** A purchase without an order. */
        public Purchase(Money amount) {
            this(amount, null);
        }
    }

    /**
     * A purchase was returned. Without an amount it is all that is left: of the order, or of the lines of the order with the
     * event's item.
     */
    record Refund(@Nullable Money amount, @Nullable OrderPart order) implements EventPayload {

        /** A refund without an order. */
        public Refund(Money amount) {
            this(amount, null);
        }
    }

    /** The user likes the item. */
    record Like() implements EventPayload {}

    /** The user dislikes the item. */
    record Dislike() implements EventPayload {}

    /** A rating of {@code value} on a scale from 0 to {@code scale > 0}. */
    record Rating(double value, double scale) implements EventPayload {}

    /** The user shared the item with others. */
    record Share() implements EventPayload {}

    /** The user wrote a comment on the item. */
    record Comment() implements EventPayload {}

    /** The user follows the item, its maker or its topic. */
    record Follow() implements EventPayload {}

    /** A payment from the user's account. */
    record Transaction(Money amount) implements EventPayload {}

    /** The label of an earlier payment, which the event names: whether it was a fraud. */
    record PaymentLabel(boolean fraud) implements EventPayload {}

    /** An action under a {@code name} that the operator chose. */
    record Custom(String name) implements EventPayload {}

    /**
     * The user logged in: traits of the user, and the anonymous id used before. If that id belongs to no other person, its
     * history is merged into the user.
     */
    record Identify(Traits traits, @Nullable UserId anonymousId) implements EventPayload {}

    /** A client links another id to the user; accepted only if that id was never a known user's. */
    record Alias(UserId otherId) implements EventPayload {}

    /** The operator merges another id into the user. */
    record Merge(UserId otherId) implements EventPayload {}

    /** The operator splits another id from the user. */
    record Unmerge(UserId otherId) implements EventPayload {}
}

package io.portrait.ingest;

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

    /** The item was bought for {@code amount ≥ 0} in the operator's currency (0: unknown). */
    record Purchase(double amount) implements EventPayload {}

    /** A purchase was returned; {@code amount ≥ 0} was refunded. */
    record Refund(double amount) implements EventPayload {}

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

    /** A payment of {@code amount ≥ 0} from the user's account. */
    record Transaction(double amount) implements EventPayload {}

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

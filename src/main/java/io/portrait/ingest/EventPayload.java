package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person did. Each kind carries only what it means; the wire name is in {@link EventType}. */
public sealed interface EventPayload {

    /** Another id that it says something of. */
    default Optional<UserId> linkedId() {
        return switch (this) {
            case Identify(var traits, var anonymousId) -> Optional.ofNullable(anonymousId);
            case Alias(var id) -> Optional.of(id);
            case Merge(var id) -> Optional.of(id);
            case Unmerge(var id) -> Optional.of(id);
            default -> Optional.empty();
        };
    }

    /** The item was on the person's screen. */
    record Impression() implements EventPayload {}

    /** The item or page was looked at, for {@code dwellSeconds ≥ 0} (0: not measured). */
    record View(double dwellSeconds) implements EventPayload {}

    /** The item was opened from a list. */
    record Click() implements EventPayload {}

    /** The person searched for {@code query}. */
    record Search(String query) implements EventPayload {}

    /** The item was put into the cart. */
    record AddToCart() implements EventPayload {}

    /** The item was taken out of the cart. */
    record RemoveFromCart() implements EventPayload {}

    /** The item was bought for {@code amount ≥ 0} in the owner's currency (0: not told). */
    record Purchase(double amount) implements EventPayload {}

    /** A purchase was taken back; {@code amount ≥ 0} was paid out. */
    record Refund(double amount) implements EventPayload {}

    /** Approval. */
    record Like() implements EventPayload {}

    /** Disapproval. */
    record Dislike() implements EventPayload {}

    /** A rating of {@code value} on a scale from 0 to {@code scale > 0}. */
    record Rating(double value, double scale) implements EventPayload {}

    /** The item was passed on to others. */
    record Share() implements EventPayload {}

    /** The person wrote about the item. */
    record Comment() implements EventPayload {}

    /** The person subscribed to the item, its maker or its topic. */
    record Follow() implements EventPayload {}

    /** A payment of {@code amount ≥ 0} went through the person's account. */
    record Transaction(double amount) implements EventPayload {}

    /** Something the owner counts under a {@code name} of their own. */
    record Custom(String name) implements EventPayload {}

    /**
     * The person said who they are: what they told of themselves, and the id they were known by until then. If nobody else
     * has that id, what was learned under it becomes theirs.
     */
    record Identify(Traits traits, @Nullable UserId anonymousId) implements EventPayload {}

    /** A client says that the {@code id} is this person too; believed only of an id that never was a known user's. */
    record Alias(UserId otherId) implements EventPayload {}

    /** The owner says that the {@code id} is this person too. */
    record Merge(UserId otherId) implements EventPayload {}

    /** The owner says that the {@code id} is not this person after all. */
    record Unmerge(UserId otherId) implements EventPayload {}
}

package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person did. Each kind carries only what it means; the wire name is in {@link EventType}. */
public sealed interface Behaviour {

    /** Another id that it says something of. */
    default Optional<UserId> other() {
        return switch (this) {
            case Identify(var traits, var anonymous) -> Optional.ofNullable(anonymous);
            case Alias(var id) -> Optional.of(id);
            case Merge(var id) -> Optional.of(id);
            case Unmerge(var id) -> Optional.of(id);
            default -> Optional.empty();
        };
    }

    /** The item was on the person's screen. */
    record Impression() implements Behaviour {}

    /** The item or page was looked at, for {@code dwellSeconds ≥ 0} (0: not measured). */
    record View(double dwellSeconds) implements Behaviour {}

    /** The item was opened from a list. */
    record Click() implements Behaviour {}

    /** The person searched for {@code query}. */
    record Search(String query) implements Behaviour {}

    /** The item was put into the cart. */
    record Cart() implements Behaviour {}

    /** The item was taken out of the cart. */
    record Uncart() implements Behaviour {}

    /** The item was bought for {@code amount ≥ 0} in the owner's currency (0: not told). */
    record Purchase(double amount) implements Behaviour {}

    /** A purchase was taken back; {@code amount ≥ 0} was paid out. */
    record Refund(double amount) implements Behaviour {}

    /** Approval. */
    record Like() implements Behaviour {}

    /** Disapproval. */
    record Dislike() implements Behaviour {}

    /** A rating of {@code value} on a scale from 0 to {@code scale > 0}. */
    record Rating(double value, double scale) implements Behaviour {}

    /** The item was passed on to others. */
    record Share() implements Behaviour {}

    /** The person wrote about the item. */
    record Comment() implements Behaviour {}

    /** The person subscribed to the item, its maker or its topic. */
    record Follow() implements Behaviour {}

    /** A payment of {@code amount ≥ 0} went through the person's account. */
    record Transaction(double amount) implements Behaviour {}

    /** Something the owner counts under a {@code name} of their own. */
    record Custom(String name) implements Behaviour {}

    /**
     * The person said who they are: what they told of themselves, and the id they were known by until then. If nobody else
     * has that id, what was learned under it becomes theirs.
     */
    record Identify(Traits traits, @Nullable UserId anonymous) implements Behaviour {}

    /** A client says that the {@code id} is this person too; believed only of an id that never was a known user's. */
    record Alias(UserId id) implements Behaviour {}

    /** The owner says that the {@code id} is this person too. */
    record Merge(UserId id) implements Behaviour {}

    /** The owner says that the {@code id} is not this person after all. */
    record Unmerge(UserId id) implements Behaviour {}
}

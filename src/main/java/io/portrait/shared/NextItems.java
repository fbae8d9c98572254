package io.portrait.shared;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.nextitem.Choice;
import io.portrait.nextitem.NextItemModel;
import io.portrait.nextitem.Suggested;
import io.portrait.nextitem.Suggestion;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.stereotype.Component;

/**
 * What users may turn to next. It owns the model: the follower alone changes it, under the write lock and a few choices at
 * a time; everybody else reads.
 */
@Component
public class NextItems {

    private final NextItemProperties properties;
    private final Guarded<NextItemModel> guarded;
    private volatile long position;

    NextItems(NextItemProperties properties) {
        this.properties = properties;
        this.guarded = new Guarded<>(new NextItemModel(properties.config()));
    }

    /**
     * What a user may turn to next, the most probable first. One who is not known gets what is popular.
     *
     * @param user nobody where what is known of the person may not be used
     * @param repeats whether it may be something that the user has chosen before
     */
    public Suggested suggest(Optional<UserId> user, boolean repeats, int limit) {
        return guarded.read(model -> model.suggest(user, repeats, limit));
    }

    /** The probabilities of some items with the reasons for them, in the order given; unknown items are left out. */
    public List<Suggestion> explain(Optional<UserId> user, boolean repeats, List<ItemId> items) {
        return guarded.read(model -> model.explain(user, repeats, items));
    }

    /**
     * What is known of an item for a user.
     *
     * @param suggestion its probability for the user, with the reasons
     * @param typical its probability for somebody of whom nothing is known
     */
    public record Compared(Suggestion suggestion, double typical) {}

    /**
     * Some items for a user beside what they are to anybody; unknown items are left out.
     *
     * @param explain whether with reasons, which cost more than all else
     */
    public List<Compared> compare(Optional<UserId> user, List<ItemId> items, boolean explain) {
        return guarded.read(model -> {
            List<Suggestion> own = explain ? model.explain(user, true, items) : model.weigh(user, items);
            boolean isSomebody = user.filter(model::knows).isPresent();
            return own.stream()
                    .map(each -> new Compared(each, isSomebody ? model.typical(each.item()) : each.probability()))
                    .toList();
        });
    }

    /** The probability of a user's turning to an item next; empty for an item that is not known. */
    public OptionalDouble probability(UserId user, ItemId item) {
        return guarded.read(model -> model.probability(user, item));
    }

    /** What the probability of an item would be if the user had never chosen another; empty if one is not known. */
    public OptionalDouble probabilityWithout(UserId user, boolean repeats, ItemId item, ItemId without) {
        return guarded.read(model -> model.probabilityWithout(user, repeats, item, without));
    }

    /** What an item is about, as the choices told; nothing for an item that is not known. */
    public List<Topic> topics(ItemId item) {
        return guarded.read(model -> model.topics(item));
    }

    /** The last items of a user, the newest first. */
    List<ItemId> history(UserId user) {
        return guarded.read(model -> model.history(user));
    }

    /** The position in the journal up to which choices are learned. */
    public long position() {
        return position;
    }

    /** Begins anew, with nothing learned. */
    void reset() {
        goOnWith(new NextItemModel(properties.config()), 0);
    }

    /** Goes on with another model, which has learned all up to a position. */
    void goOnWith(NextItemModel other, long upTo) {
        position = upTo;
        guarded.replace(other);
    }

    /** What the model's bytes belong to. */
    String fingerprint() {
        return guarded.read(NextItemModel::fingerprint);
    }

    /** Writes the model. */
    void write(DataOutput out) throws IOException {
        guarded.write(out, NextItemModel::write);
    }

    /** A model that was written. */
    NextItemModel read(DataInput in) throws IOException {
        return NextItemModel.read(properties.config(), in);
    }

    /** Learns a few choices, and waits as long as somebody reads. A second event on the item at hand is no new choice. */
    void learn(List<Choice> few) {
        guarded.write(model -> few.forEach(choice -> {
            if (model.last(choice.user()).filter(choice.item()::equals).isEmpty()) {
                model.learn(choice, true);
            }
        }));
    }

    /** All up to a position is learned. */
    void passTo(long last) {
        position = last;
    }
}

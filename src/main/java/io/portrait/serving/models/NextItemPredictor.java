package io.portrait.serving.models;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.nextitem.Interaction;
import io.portrait.model.nextitem.NextItemModel;
import io.portrait.model.nextitem.ScoredItem;
import io.portrait.model.nextitem.ScoredItems;
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
public class NextItemPredictor {

    private final NextItemProperties properties;
    private final LockedModel<NextItemModel> locked;
    private volatile long position;

    NextItemPredictor(NextItemProperties properties) {
        this.properties = properties;
        this.locked = new LockedModel<>(new NextItemModel(properties.config()));
    }

    /**
     * What a user may turn to next, the most probable first. One who is not known gets what is popular.
     *
     * @param user nobody where what is known of the person may not be used
     * @param includeRepeats whether it may be something that the user has chosen before
     */
    public ScoredItems recommend(Optional<UserId> user, boolean includeRepeats, int limit) {
        return locked.read(model -> model.recommend(user, includeRepeats, limit));
    }

    /** The probabilities of some items with the reasons for them, in the order given; unknown items are left out. */
    public List<ScoredItem> explain(Optional<UserId> user, boolean includeRepeats, List<ItemId> items) {
        return locked.read(model -> model.explain(user, includeRepeats, items));
    }

    /**
     * What is known of an item for a user.
     *
     * @param personal its probability for the user, with the reasons
     * @param coldStartProbability its probability for somebody of whom nothing is known
     */
    public record PersonalLift(ScoredItem personal, double coldStartProbability) {}

    /**
     * Some items for a user beside what they are to anybody; unknown items are left out.
     *
     * @param explain whether with reasons, which cost more than all else
     */
    public List<PersonalLift> compareWithColdStart(Optional<UserId> user, List<ItemId> items, boolean explain) {
        return locked.read(model -> {
            List<ScoredItem> personalScores = explain ? model.explain(user, true, items) : model.score(user, items);
            boolean isKnownUser = user.filter(model::isKnown).isPresent();
            return personalScores.stream()
                    .map(scored -> new PersonalLift(
                            scored, isKnownUser ? model.coldStartProbability(scored.item()) : scored.probability()))
                    .toList();
        });
    }

    /** The probability of a user's turning to an item next; empty for an item that is not known. */
    public OptionalDouble probability(UserId user, ItemId item) {
        return locked.read(model -> model.probability(user, item));
    }

    /** What the probability of an item would be if the user had never chosen another; empty if one is not known. */
    public OptionalDouble counterfactualProbability(
            UserId user, boolean includeRepeats, ItemId item, ItemId removedItem) {
        return locked.read(model -> model.counterfactualProbability(user, includeRepeats, item, removedItem));
    }

    /** What an item is about, as the choices told; nothing for an item that is not known. */
    public List<Topic> topics(ItemId item) {
        return locked.read(model -> model.topics(item));
    }

    /** The last items of a user, the newest first. */
    List<ItemId> history(UserId user) {
        return locked.read(model -> model.history(user));
    }

    /** The position in the journal up to which choices are learned. */
    public long position() {
        return position;
    }

    /** Begins anew, with nothing learned. */
    void reset() {
        replaceModel(new NextItemModel(properties.config()), 0);
    }

    /** Goes on with another model, which has learned all up to a position. */
    void replaceModel(NextItemModel replacement, long newPosition) {
        position = newPosition;
        locked.replace(replacement);
    }

    /** What the model's bytes belong to. */
    String fingerprint() {
        return locked.read(NextItemModel::fingerprint);
    }

    /** Writes the model. */
    void write(DataOutput out) throws IOException {
        locked.write(out, NextItemModel::write);
    }

    /** A model that was written. */
    NextItemModel read(DataInput in) throws IOException {
        return NextItemModel.read(properties.config(), in);
    }

    /** Learns a few choices, and waits as long as somebody reads. A second event on the item at hand is no new choice. */
    void learn(List<Interaction> interactions) {
        locked.write(model -> interactions.forEach(interaction -> {
            if (model.lastItem(interaction.user())
                    .filter(interaction.item()::equals)
                    .isEmpty()) {
                model.learn(interaction, true);
            }
        }));
    }

    /** All up to a position is learned. */
    void advanceTo(long newPosition) {
        position = newPosition;
    }
}

package io.portrait.serving.models;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.nextitem.Interaction;
import io.portrait.model.nextitem.NextItemModel;
import io.portrait.model.nextitem.ScoredItem;
import io.portrait.model.nextitem.ScoredItems;
import io.portrait.model.nextitem.ScoringRequest;
import io.portrait.model.nextitem.UserSequenceParameters;
import io.portrait.serving.models.EntryExamples.ItemInteraction;
import io.portrait.serving.models.StoredModel.ModelFormat;
import io.portrait.serving.models.StoredModel.PersonalParts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.stereotype.Component;

/** The next-item model, for concurrent predictions while the projection learns. */
@Component
public class NextItemPredictor {

    /** Interactions learned under one write lock, which takes a fraction of a millisecond. */
    static final int MAX_PER_LOCK = 2;

    private final NextItemProperties properties;
    private final StoredModel<NextItemModel> model;

    NextItemPredictor(NextItemProperties properties) {
        this.properties = properties;
        this.model = new StoredModel<>(
                () -> new NextItemModel(properties.config()),
                new ModelFormat<>(
                        NextItemModel::fingerprint,
                        NextItemModel::write,
                        in -> NextItemModel.read(properties.config(), in)),
                new PersonalParts<>(
                        NextItemModel::isKnown, NextItemModel::users, NextItemModel::rename, NextItemModel::forget));
    }

    /** A predictor with the same configuration that has learned nothing. */
    NextItemPredictor untrained() {
        return new NextItemPredictor(properties);
    }

    /** A check whether the model has learned the journal. */
    public boolean isReady() {
        return model.isReady();
    }

    /** The time before which every accepted event is learned; empty just after a start. */
    public Optional<Instant> asOf() {
        return model.asOf();
    }

    /** The model, for the projection and its snapshots. */
    StoredModel<NextItemModel> model() {
        return model;
    }

    /**
     * Scores all items for a user and returns the most probable ones, with their posterior and, on request, their reasons: all
     * from one state of the model. A user without history gets popular items.
     */
    public ScoredItems recommend(ScoringRequest request, int limit) {
        return model.read(nextItems -> nextItems.recommend(request, limit));
    }

    /**
     * The personal probability of an item beside its probability for a user without history.
     *
     * @param personal the item with its probability for the user, and the reasons if they were requested
     * @param coldStartProbability its probability for a user without history
     */
    public record PersonalLift(ScoredItem personal, double coldStartProbability) {}

    /**
     * Compares the personal probabilities of items with those of a user without history; unknown items are left out.
     *
     * @param explain whether to compute reasons, which takes longer than everything else
     */
    public List<PersonalLift> compareWithColdStart(Optional<UserId> user, List<ItemId> items, boolean explain) {
        return model.read(nextItems -> {
            ScoredItems scores = nextItems.score(new ScoringRequest(user, true, explain), items);
            List<ScoredItem> personalScores = explain ? scores.explainedItems() : scores.items();
            boolean isKnownUser = user.filter(nextItems::isKnown).isPresent();
            return personalScores.stream()
                    .map(scored -> new PersonalLift(
                            scored, isKnownUser ? nextItems.coldStartProbability(scored.item()) : scored.probability()))
                    .toList();
        });
    }

    /** The probability that a user interacts with an item next; empty for an unknown item. */
    public OptionalDouble probability(UserId user, ItemId item) {
        return model.read(nextItems -> nextItems.probability(user, item));
    }

    /**
     * The probability that an item would have if the user had never interacted with another one; empty if either item is
     * unknown.
     */
    public OptionalDouble counterfactualProbability(
            UserId user, boolean includeRepeats, ItemId item, ItemId removedItem) {
        return model.read(nextItems -> nextItems.counterfactualProbability(user, includeRepeats, item, removedItem));
    }

    /** The topics that an item had in its interactions; empty for an unknown item. */
    public List<Topic> topics(ItemId item) {
        return model.read(nextItems -> nextItems.topics(item));
    }

    /** The stored data of a user. */
    Optional<UserSequenceParameters> parameters(UserId user) {
        return model.read(nextItems -> nextItems.parameters(user));
    }

    /** The items of a user's last interactions, the newest first. */
    public List<ItemId> history(UserId user) {
        return model.read(nextItems -> nextItems.history(user));
    }

    /** Learns interactions; waits for running reads. A repeated event on the user's last item is not another interaction. */
    void learn(List<ItemInteraction> interactions) {
        model.write(nextItems -> interactions.stream()
                .filter(learned -> isNew(nextItems, learned.interaction()))
                .forEach(learned -> learn(nextItems, learned)));
    }

    /**
     * Follows a merge or split. After a merge the weights of both add up; after a split both persons start with those of all
     * users, because it is not known who has taught what.
     *
     * @param own the last interactions of both
     */
    void follow(PersonChange change, List<ItemInteraction> own) {
        model.follow(change, nextItems -> rebuild(nextItems, change, own));
    }

    private static void rebuild(NextItemModel nextItems, PersonChange change, List<ItemInteraction> own) {
        if (change.isMerge()) {
            nextItems.merge(change.person(), change.other(), merged -> learnOwn(merged, own));
        } else {
            nextItems.forget(change.persons());
            learnOwn(nextItems, own);
        }
    }

    private static void learnOwn(NextItemModel nextItems, List<ItemInteraction> own) {
        own.stream().filter(learned -> isNew(nextItems, learned.interaction())).forEach(learned -> {
            if (learned.isShared()) {
                nextItems.repeatHistory(learned.interaction());
            } else {
                nextItems.learnHistory(learned.interaction());
            }
        });
    }

    private static boolean isNew(NextItemModel nextItems, Interaction interaction) {
        return nextItems
                .lastItem(interaction.user())
                .filter(interaction.item()::equals)
                .isEmpty();
    }

    private static void learn(NextItemModel nextItems, ItemInteraction learned) {
        if (learned.isShared()) {
            nextItems.learn(learned.interaction(), true);
        } else {
            nextItems.learnHistory(learned.interaction());
        }
    }
}

package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.ModelFingerprint;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Online next-item model: a mixture of experts p(item) = Σ w(user, e) · p(e, item). The weights are learned by online
 * EM with a Dirichlet prior around the weights of all users; a conditional logit with weights per user then
 * redistributes the probability of the most probable items ({@link Reranker}). The state is a function of the
 * configuration and of the interactions in their order, bit for bit; queries do not change it.
 *
 * <p>An unknown user gets the weights of all users and an empty history, so that the popular items come first.
 *
 * <p><b>Mutable</b>: the owner must exclude queries while the model learns. Concurrent queries are safe. Cost: learning
 * O(maxDistance · neighbors), a query O(items + maxDistance · neighbors).
 */
public final class NextItemModel {

    /** The version of the stored bytes; it increases when their meaning changes. */
    public static final int LAYOUT_VERSION = 4;

    private final NextItemState state;
    private final NextItemScorer scorer;
    private final NextItemLearner learner;
    private final ColdStartCache coldStart;

    /** An untrained model. */
    public NextItemModel(NextItemConfig config) {
        this.state = new NextItemState(config);
        this.scorer = new NextItemScorer(state);
        this.learner = new NextItemLearner(state, scorer);
        this.coldStart = new ColdStartCache(state, scorer);
    }

    /** The layout version and the configuration that the stored bytes belong to. */
    public String fingerprint() {
        return "layout %d, %s".formatted(LAYOUT_VERSION, state.config);
    }

    /** The number of users with a stored history. */
    public int userCount() {
        return state.userSequences.size();
    }

    /** The number of indexed items. */
    public int itemCount() {
        return state.itemIndex.size();
    }

    /** The item of a user's last interaction. */
    public Optional<ItemId> lastItem(UserId user) {
        return state.sequence(user)
                .filter(sequence -> sequence.history().length > 0)
                .map(sequence -> state.itemIndex.item(sequence.history()[0]));
    }

    /** The items of a user's last interactions, the newest first. */
    public List<ItemId> history(UserId user) {
        return state.sequence(user).map(sequence -> items(sequence.history())).orElse(List.of());
    }

    /** The topics of an item as of its last interaction; empty for an unknown item. */
    public List<Topic> topics(ItemId item) {
        return state.itemIndex
                .find(item)
                .map(state.statistics.topicIndex::topicsOf)
                .orElse(List.of());
    }

    /** A check whether a user has interacted with any item. */
    public boolean isKnown(UserId user) {
        return state.userSequences.contains(user);
    }

    /** The stored data of a user; empty for an unknown user. */
    public Optional<UserSequenceParameters> parameters(UserId user) {
        return state.sequence(user)
                .map(sequence -> new UserSequenceParameters(
                        sequence.interactionCount(),
                        items(sequence.history()),
                        items(sequence.distinctItems()),
                        Expert.all().stream()
                                .collect(Collectors.toMap(
                                        expert -> expert,
                                        sequence.expertCounts::count,
                                        Double::sum,
                                        () -> new EnumMap<>(Expert.class))),
                        weights(user),
                        rerankerWeights(sequence.logitWeights)));
    }

    private List<ItemId> items(int[] indexes) {
        return Arrays.stream(indexes)
                .mapToObj(index -> Objects.requireNonNull(state.itemIndex.item(index)))
                .toList();
    }

    private static Map<String, UserSequenceParameters.LogitWeight> rerankerWeights(LogitWeights weights) {
        Map<String, UserSequenceParameters.LogitWeight> byFeature = new LinkedHashMap<>();
        List<String> names = RerankCandidates.featureNames();
        for (int k = 0; k < weights.size(); k++) {
            byFeature.put(names.get(k), weights.estimate(k));
        }
        return byFeature;
    }

    /** The mixture weights for a user. They sum to 1. */
    public Map<Expert, Double> weights(UserId user) {
        return scorer.withScores(state.context(Optional.of(user), true), (context, scores) -> {
            Map<Expert, Double> weights = new EnumMap<>(Expert.class);
            Expert.all().forEach(expert -> weights.put(expert, scores.weight(expert)));
            return weights;
        });
    }

    /**
     * Scores all items and returns the most probable ones, with their posterior and, on request, their reasons.
     *
     * @param limit the maximum number of items
     */
    public ScoredItems recommend(ScoringRequest request, int limit) {
        return scorer.withScores(state.context(request), (context, scores) -> {
            double[] probabilities = state.reranker.probabilities(context, scores);
            int[] topIndexes = new TopK(probabilities, context::allows, limit).indexes();
            return scoredItems(request, Arrays.stream(topIndexes).boxed().toList(), probabilities, context, scores);
        });
    }

    /** Scores the given items and returns them in the given order; unknown and excluded items are left out. */
    public ScoredItems score(ScoringRequest request, List<ItemId> items) {
        return scorer.withScores(state.context(request), (context, scores) -> {
            double[] probabilities = state.reranker.probabilities(context, scores);
            List<Integer> indexes = items.stream()
                    .flatMap(item -> state.itemIndex.find(item).stream())
                    .filter(context::allows)
                    .toList();
            return scoredItems(request, indexes, probabilities, context, scores);
        });
    }

    private ScoredItems scoredItems(
            ScoringRequest request,
            List<Integer> indexes,
            double[] probabilities,
            ScoringContext context,
            MixtureScores scores) {
        List<ScoredItems.Entry> entries = indexes.stream()
                .map(index -> entry(index, probabilities[index], scores, request.explain()))
                .toList();
        double concentration =
                state.config.mixture().priorStrength() + context.userCounts().total();
        return new ScoredItems(
                entries,
                scores.weights(),
                concentration,
                request.explain() ? Optional.of(scorer.historyRows(context)) : Optional.empty());
    }

    private ScoredItems.Entry entry(int index, double probability, MixtureScores scores, boolean explain) {
        ScoredItem item = new ScoredItem(
                Objects.requireNonNull(state.itemIndex.item(index)),
                probability,
                state.statistics.topicIndex.topicsOf(index),
                List.of());
        return new ScoredItems.Entry(
                index,
                item,
                scores.expertProbabilities(index),
                explain ? scorer.topicReasons(index, scores) : List.of());
    }

    /**
     * The probability of an item for an unknown user; 0 for an unknown item. It is computed for all items at once and
     * cached until an item is added or the number of interactions has grown by one thousandth.
     */
    public double coldStartProbability(ItemId item) {
        return state.itemIndex.find(item).map(coldStart::probability).orElse(0.0);
    }

    /** The probability that an item is a user's next one; empty for an unknown item. */
    public OptionalDouble probability(UserId user, ItemId item) {
        return probability(item, state.context(Optional.of(user), true));
    }

    /** The probability of an item, computed from the user's history without another item; empty if one is unknown. */
    public OptionalDouble counterfactualProbability(UserId user, boolean allowRepeats, ItemId item, ItemId removed) {
        Optional<Integer> removedIndex = state.itemIndex.find(removed);
        return removedIndex.isEmpty()
                ? OptionalDouble.empty()
                : probability(
                        item, state.context(Optional.of(user), allowRepeats).without(removedIndex.get()));
    }

    private OptionalDouble probability(ItemId item, ScoringContext context) {
        Optional<Integer> index = state.itemIndex.find(item);
        return index.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(scorer.withScores(context, state.reranker::probabilities)[index.get()]);
    }

    /**
     * The ranks of a user's true next item among all indexed items.
     *
     * @param allowRepeats whether the items of the user's history are ranked too
     */
    public TargetRanks targetRanks(UserId user, ItemId item, boolean allowRepeats) {
        return targetRanks(user, List.of(item), allowRepeats).getFirst();
    }

    /** The ranks of several items in one ranking of all indexed items, in the order given. */
    public List<TargetRanks> targetRanks(UserId user, List<ItemId> items, boolean allowRepeats) {
        return scorer.withScores(state.context(Optional.of(user), allowRepeats), (context, scores) -> {
            double[] probabilities = state.reranker.probabilities(context, scores);
            return items.stream()
                    .map(item -> state.itemIndex
                            .find(item)
                            .filter(context::allows)
                            .map(index -> TargetRanks.of(index, context, scores, probabilities))
                            .orElse(TargetRanks.UNKNOWN))
                    .toList();
        });
    }

    /**
     * Learns an interaction: first the weights of the experts and of the re-ranker, then the statistics of the items.
     *
     * @param allowRepeats whether the weights are learned under the assumption that items may repeat
     */
    public void learn(Interaction interaction, boolean allowRepeats) {
        if (state.itemIndex.find(interaction.item()).isEmpty()) {
            coldStart.invalidate();
        }
        learner.learn(interaction, allowRepeats);
    }

    /**
     * Appends an interaction to the user's own history. Nothing that other users share is learned from it, so an item that
     * no other user has interacted with stays unknown.
     */
    public void learnHistory(Interaction interaction) {
        learner.learnHistory(interaction, false);
    }

    /**
     * Appends an interaction that the statistics of all users have counted before, under another id of the person, to the user's
     * own history.
     */
    public void repeatHistory(Interaction interaction) {
        learner.learnHistory(interaction, true);
    }

    /** Moves all that is stored of a user to another user, who is unknown. */
    public void rename(UserId user, UserId newUser) {
        state.userSequences.remove(user).ifPresent(sequence -> state.userSequences.put(newUser, sequence));
    }

    /**
     * Makes one user of two. The weights add up, because they are sufficient statistics; the histories cannot be put in order
     * without the events.
     *
     * @param history learns the history of both in its order
     */
    public void merge(UserId user, UserId other, Consumer<NextItemModel> history) {
        List<UserSequence> parts = Stream.of(user, other)
                .flatMap(part -> state.userSequences.remove(part).stream())
                .toList();
        history.accept(this);
        UserSequence merged =
                state.userSequences.getOrCreate(user, unknown -> new UserSequence(state.config.capacity()));
        parts.forEach(merged::addWeights);
    }

    /** The users with a stored history. */
    public Set<UserId> users() {
        return state.userSequences.entries().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** Removes the histories and the weights of users; the statistics over all users stay. */
    public void forget(Set<UserId> users) {
        users.forEach(state.userSequences::remove);
    }

    /** Writes the fingerprint and the state; {@link NextItemState#write} describes the layout. */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(fingerprint());
        state.write(out);
    }

    /**
     * Restores a written model; it continues bit for bit like the original.
     *
     * @throws IllegalStateException if the bytes have another layout or configuration
     */
    public static NextItemModel read(NextItemConfig config, DataInput in) throws IOException {
        NextItemModel model = new NextItemModel(config);
        ModelFingerprint.require("next-item", model.fingerprint(), in);
        model.state.read(in);
        return model;
    }
}

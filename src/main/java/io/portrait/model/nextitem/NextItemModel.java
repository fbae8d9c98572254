package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What each user may turn to next: a mixture of experts p(item) = Σ w(user, e) · p(e, item), whose weights are learned
 * by online EM with a Dirichlet prior from everybody's weights; the likeliest items then share their common chance anew by a
 * conditional logit with weights of the user's own ({@link Reranker}). Its state is a function of its configuration and of the
 * choices in their order, bit for bit: asking changes nothing.
 *
 * <p><b>Mutable</b>: there is one owner, who sees to it that nobody asks while it learns. Those who ask may be many.
 *
 * <p>A user who is not known has everybody's weights and no history, and so what is popular. Learning costs
 * O(span · neighbours), asking O(items + span · neighbours).
 */
public final class NextItemModel {

    /** The version of the bytes; it rises when they change meaning. */
    public static final int LAYOUT_VERSION = 3;

    /** Items are forgotten by this part of all: to take them out of everything costs a walk through everything. */
    private static final int EVICTION_DIVISOR = 16;

    /** What is typical is computed again after this part of all choices; of less than a thousand, after each. */
    private static final int COLD_START_REFRESH_DIVISOR = 1_000;

    private static final ColdStartScores NOT_COMPUTED = new ColdStartScores(-1, new double[0]);

    private final NextItemConfig config;
    private final ItemIndex itemIndex;
    private final SequencedMap<UserId, UserSequence> userSequences = new LinkedHashMap<>();
    private final ItemStatistics statistics;
    private final ExpertEnsemble ensemble;
    private final ScoreExplainer explainer;
    private final ExpertCounts globalCounts = new ExpertCounts();
    private final Reranker reranker;
    private final Queue<SparseScores> scoreBuffers = new ConcurrentLinkedQueue<>();
    private long interactionCount;
    private volatile ColdStartScores coldStartScores = NOT_COMPUTED;

    /** A model that has learned nothing. */
    public NextItemModel(NextItemConfig config) {
        this.config = config;
        this.itemIndex = new ItemIndex(config.capacity().items());
        this.statistics = new ItemStatistics(config);
        this.ensemble = new ExpertEnsemble(statistics, config);
        this.reranker = new Reranker(config.reranker());
        this.explainer = new ScoreExplainer(statistics, ensemble, itemIndex);
        globalCounts.fill(1);
    }

    /** What its bytes belong to: the layout and the configuration, as one text. */
    public String fingerprint() {
        return "layout %d, %s".formatted(LAYOUT_VERSION, config);
    }

    /** How many choices it has learned. */
    public long interactionCount() {
        return interactionCount;
    }

    /** How many users it knows. */
    public int userCount() {
        return userSequences.size();
    }

    /** How many items it knows. */
    public int itemCount() {
        return itemIndex.size();
    }

    /** The item that a user chose last. */
    public Optional<ItemId> lastItem(UserId user) {
        return Optional.ofNullable(userSequences.get(user))
                .filter(sequence -> sequence.history().length > 0)
                .map(sequence -> itemIndex.item(sequence.history()[0]));
    }

    /** The last items of a user, the newest first. */
    public List<ItemId> history(UserId user) {
        return Optional.ofNullable(userSequences.get(user)).stream()
                .flatMapToInt(sequence -> Arrays.stream(sequence.history()))
                .mapToObj(index -> Objects.requireNonNull(itemIndex.item(index)))
                .toList();
    }

    /** What an item is about, as the choices told; nothing for an item that is not known. */
    public List<Topic> topics(ItemId item) {
        return itemIndex.find(item).map(statistics.topicIndex::topicsOf).orElse(List.of());
    }

    /** Whether a user has chosen anything. */
    public boolean isKnown(UserId user) {
        return userSequences.containsKey(user);
    }

    /** Whether a user has chosen an item before, as far back as is kept. */
    public boolean hasInteracted(UserId user, ItemId item) {
        UserSequence sequence = userSequences.get(user);
        return sequence != null
                && itemIndex.find(item).filter(sequence::contains).isPresent();
    }

    /** How much each expert is believed for a user. They add up to 1. */
    public Map<Expert, Double> weights(UserId user) {
        return withScores(context(user, true), (context, scores) -> weights(scores));
    }

    /**
     * What a user may turn to next, the most probable first.
     *
     * @param user nobody, for what is expected of one who is not known
     * @param allowRepeats whether it may be something that the user has chosen before
     */
    public ScoredItems recommend(Optional<UserId> user, boolean allowRepeats, int limit) {
        return withScores(context(sequence(user), allowRepeats), (context, scores) -> {
            double[] probabilities = reranker.probabilities(context, scores);
            int[] topIndexes = new TopK(probabilities, context::allows, limit).indexes();
            return new ScoredItems(
                    Arrays.stream(topIndexes)
                            .mapToObj(index -> scoredItem(index, probabilities[index], List.of()))
                            .toList(),
                    new MixturePosterior(
                            scores.weights(),
                            config.mixture().priorStrength()
                                    + context.userCounts().total(),
                            Arrays.stream(topIndexes)
                                    .mapToObj(index -> scores.expertProbabilities(index, probabilities[index]))
                                    .toList()));
        });
    }

    /** The probabilities of some items with the reasons for them, in the order given; unknown items are left out. */
    public List<ScoredItem> explain(Optional<UserId> user, boolean allowRepeats, List<ItemId> items) {
        return withScores(context(sequence(user), allowRepeats), (context, scores) -> {
            double[] probabilities = reranker.probabilities(context, scores);
            return items.stream()
                    .flatMap(item -> itemIndex.find(item).stream())
                    .filter(context::allows)
                    .map(index -> scoredItem(
                            index,
                            probabilities[index],
                            explainer.explain(index, probabilities[index], context, scores)))
                    .toList();
        });
    }

    /**
     * Some items, which may be chosen again, with their probabilities and without reasons, in the order given; unknown items
     * are left out.
     *
     * @param user nobody, for what is expected of one who is not known
     */
    public List<ScoredItem> score(Optional<UserId> user, List<ItemId> items) {
        return withScores(context(sequence(user), true), (context, scores) -> {
            double[] probabilities = reranker.probabilities(context, scores);
            return items.stream()
                    .flatMap(item -> itemIndex.find(item).stream())
                    .map(index -> scoredItem(index, probabilities[index], List.of()))
                    .toList();
        });
    }

    /**
     * The probability of an item's being chosen next by somebody of whom nothing is known; 0 for an unknown item. It is
     * computed for all items at once, and again when a thousandth of all choices is newer, or an item is.
     */
    public double coldStartProbability(ItemId item) {
        double[] probabilities = coldStartProbability().probabilities();
        return itemIndex.find(item).map(index -> probabilities[index]).orElse(0.0);
    }

    /** What nobody in particular may turn to, after so many choices. */
    @SuppressWarnings("ArrayRecordComponent") // read where it is made, and never compared
    private record ColdStartScores(long interactionCount, double[] probabilities) {}

    private ColdStartScores coldStartProbability() {
        ColdStartScores latest = coldStartScores;
        if (interactionCount - latest.interactionCount() > interactionCount / COLD_START_REFRESH_DIVISOR) {
            latest = new ColdStartScores(
                    interactionCount, withScores(context(Optional.empty(), true), reranker::probabilities));
            coldStartScores = latest;
        }
        return latest;
    }

    private static Map<Expert, Double> weights(MixtureScores scores) {
        Map<Expert, Double> weights = new EnumMap<>(Expert.class);
        Expert.all().forEach(expert -> weights.put(expert, scores.weight(expert)));
        return weights;
    }

    private ScoredItem scoredItem(int index, double probability, List<Reason> reasons) {
        return new ScoredItem(
                Objects.requireNonNull(itemIndex.item(index)),
                probability,
                statistics.topicIndex.topicsOf(index),
                reasons);
    }

    /** The probability of a user's turning to an item next; empty for an item that is not known. */
    public OptionalDouble probability(UserId user, ItemId item) {
        Optional<Integer> index = itemIndex.find(item);
        return index.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(probability(index.get(), context(user, true)));
    }

    /** What the probability of an item would be if the user had never chosen another. */
    public OptionalDouble counterfactualProbability(UserId user, boolean allowRepeats, ItemId item, ItemId removed) {
        Optional<Integer> index = itemIndex.find(item);
        Optional<Integer> removedIndex = itemIndex.find(removed);
        if (index.isEmpty() || removedIndex.isEmpty()) {
            return OptionalDouble.empty();
        }
        ScoringContext context = context(user, allowRepeats).without(removedIndex.get());
        return OptionalDouble.of(probability(index.get(), context));
    }

    private double probability(int index, ScoringContext context) {
        return withScores(context, (scoringContext, scores) -> reranker.probabilities(scoringContext, scores)[index]);
    }

    /**
     * Where an item stands among all that are known.
     *
     * @param allowRepeats whether items that the user has chosen before are among them
     */
    public TargetRanks targetRanks(UserId user, ItemId item, boolean allowRepeats) {
        return withScores(context(user, allowRepeats), (context, scores) -> {
            Optional<Integer> index = itemIndex.find(item).filter(context::allows);
            Map<Expert, Integer> ranks = new EnumMap<>(Expert.class);
            if (index.isEmpty()) {
                return new TargetRanks(0, 0, ranks);
            }
            for (Expert expert : Expert.bases()) {
                ranks.put(
                        expert, rank(index.get(), scores.expertProbabilities(expert, itemIndex.upperBound()), context));
            }
            double[] probabilities = reranker.probabilities(context, scores);
            return new TargetRanks(rank(index.get(), probabilities, context), probabilities[index.get()], ranks);
        });
    }

    /** From 1; 0 where nobody thought of the place. Of equals the lower place is ahead. */
    private static int rank(int index, double[] probabilities, ScoringContext context) {
        double score = probabilities[index];
        int rank = 1;
        for (int other = 0; other < probabilities.length; other++) {
            boolean isAhead = probabilities[other] > score || (probabilities[other] == score && other < index);
            if (isAhead && context.allows(other)) {
                rank++;
            }
        }
        return score == 0 ? 0 : rank;
    }

    /**
     * Learns a choice: who of the experts had seen it coming, then what comes with what.
     *
     * @param allowRepeats whether the user may choose the same again, as far as the weights are concerned
     */
    public void learn(Interaction interaction, boolean allowRepeats) {
        UserSequence sequence = getOrCreate(interaction.user());
        int weight = sequence.updateWeight(config.mixture());
        Optional<Integer> existing = itemIndex.find(interaction.item());
        if (weight > 0) {
            existing.ifPresent(knownIndex -> updateExperts(sequence, weight, knownIndex, allowRepeats));
        }
        if (existing.isEmpty()) {
            coldStartScores = NOT_COMPUTED;
            if (itemIndex.isFull()) {
                evictItems();
            }
        }
        int index = itemIndex.getOrCreate(interaction.item());
        statistics.learn(index, interaction.topics(), sequence.history());
        sequence.append(index);
        interactionCount++;
    }

    private UserSequence getOrCreate(UserId user) {
        UserSequence sequence = userSequences.computeIfAbsent(user, unknown -> new UserSequence(config.capacity()));
        userSequences.putLast(user, sequence);
        if (userSequences.size() > config.capacity().users()) {
            userSequences.pollFirstEntry();
        }
        return sequence;
    }

    private void updateExperts(UserSequence sequence, int weight, int index, boolean allowRepeats) {
        ScoringContext scoringContext = context(Optional.of(sequence), allowRepeats);
        if (!scoringContext.allows(index)) {
            return;
        }
        Map<Expert, Double> responsibilities = withScores(scoringContext, (context, scores) -> {
            reranker.learn(index, weight, context, scores);
            return scores.responsibilities(index);
        });
        if (!responsibilities.isEmpty()) {
            sequence.expertCounts.learn(responsibilities, config.mixture().userForgettingFactor(), weight);
            globalCounts.learn(responsibilities, config.mixture().globalForgettingFactor(), weight);
        }
    }

    private void evictItems() {
        BitSet evicted = itemIndex.evict(Math.max(1, config.capacity().items() / EVICTION_DIVISOR));
        statistics.evict(evicted);
        userSequences.values().forEach(sequence -> sequence.remove(evicted));
    }

    private Optional<UserSequence> sequence(Optional<UserId> user) {
        return user.map(userSequences::get);
    }

    private ScoringContext context(UserId user, boolean allowRepeats) {
        return context(sequence(Optional.of(user)), allowRepeats);
    }

    private ScoringContext context(Optional<UserSequence> existing, boolean allowRepeats) {
        UserSequence sequence = existing.orElseGet(() -> new UserSequence(config.capacity()));
        BitSet excluded = (BitSet) itemIndex.freeIndexes().clone();
        if (!allowRepeats) {
            Arrays.stream(sequence.distinctItems()).forEach(excluded::set);
        }
        return new ScoringContext(
                sequence.history(),
                excluded,
                itemIndex.upperBound(),
                sequence.expertCounts,
                globalCounts,
                sequence.logitWeights);
    }

    private interface ScoreFunction<T> {

        T apply(ScoringContext context, MixtureScores scores);
    }

    private <T> T withScores(ScoringContext context, ScoreFunction<T> function) {
        SparseScores buffer = Optional.ofNullable(scoreBuffers.poll()).orElseGet(SparseScores::new);
        try {
            return function.apply(context, ensemble.score(context, buffer));
        } finally {
            scoreBuffers.add(buffer);
        }
    }

    /**
     * Writes all of it.
     *
     * <pre>
     *  fingerprint | choices | everybody's credit, a number an expert | everybody's weights of the second look
     *  places   end | n, then n × (item | place), the longest quiet first
     *  tables   unit | popularity long | short | topics | successors | rules | followers | companions
     *  persons  n, then n × (user | choices | history | chosen | credit | taste), the longest quiet first
     * </pre>
     */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(fingerprint());
        out.writeLong(interactionCount);
        globalCounts.write(out);
        reranker.write(out);
        itemIndex.write(out);
        statistics.write(out);
        out.writeInt(userSequences.size());
        for (Map.Entry<UserId, UserSequence> entry : userSequences.entrySet()) {
            out.writeUTF(entry.getKey().value());
            entry.getValue().write(out);
        }
    }

    /**
     * The model that was written; it goes on exactly as the written one would have.
     *
     * @throws IllegalStateException if the bytes are of another layout or configuration
     */
    public static NextItemModel read(NextItemConfig config, DataInput in) throws IOException {
        NextItemModel model = new NextItemModel(config);
        String storedFingerprint = in.readUTF();
        if (!storedFingerprint.equals(model.fingerprint())) {
            throw new IllegalStateException(
                    "the stored choices are of \"%s\", this program has \"%s\": learn them again"
                            .formatted(storedFingerprint, model.fingerprint()));
        }
        model.interactionCount = in.readLong();
        model.globalCounts.read(in);
        model.reranker.read(in);
        model.itemIndex.read(in);
        model.statistics.read(in);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            UserId user = new UserId(in.readUTF());
            UserSequence sequence = new UserSequence(config.capacity());
            sequence.read(in);
            model.userSequences.putLast(user, sequence);
        }
        return model;
    }
}

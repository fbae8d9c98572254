package io.portrait.model.nextitem;

import io.portrait.kernel.Topic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The statistics of all users about items: popularity, topics and co-occurrence. Items are dense indexes of an {@link
 * ItemIndex}.
 *
 * <p>They count persons, not interactions. A person counts once in the popularity of an item, at the time of the last
 * interaction with it, and once in each ordered pair of items, when the second first follows the first. Time is measured in
 * pairs of a person and a new item, so that repetitions do not make the interactions of others older.
 */
final class ItemStatistics {

    private final NextItemConfig.CooccurrenceWindow window;
    private final ForwardDecay decay;
    private long steps;

    /** By distance. */
    private final double[] distanceWeights;

    final ItemPopularity popularity;
    final ItemPopularity recentPopularity;
    final TopicIndex topicIndex = new TopicIndex();
    final CooccurrenceMatrix transitions;
    final CooccurrenceMatrix sequentialRules;
    final CooccurrenceMatrix sequentialNeighbors;
    final CooccurrenceMatrix cooccurrences;

    ItemStatistics(NextItemConfig config) {
        this.window = config.window();
        this.distanceWeights = IntStream.rangeClosed(0, window.maxDistance())
                .mapToDouble(distance -> StrictMath.pow(distance, -window.distanceExponent()))
                .toArray();
        this.decay = new ForwardDecay(config.halfLives().cooccurrence());
        this.popularity = new ItemPopularity(config.halfLives().popularity());
        this.recentPopularity = new ItemPopularity(config.halfLives().recentPopularity());
        int maxNeighbors = config.capacity().neighbors();
        this.transitions = new CooccurrenceMatrix(maxNeighbors);
        this.sequentialRules = new CooccurrenceMatrix(maxNeighbors);
        this.sequentialNeighbors = new CooccurrenceMatrix(maxNeighbors);
        this.cooccurrences = new CooccurrenceMatrix(maxNeighbors);
    }

    /**
     * Learns an interaction, which must not be appended to the person's sequence yet; returns the step at which the person is
     * counted for the item from now on.
     */
    long learn(int item, List<Topic> topics, UserSequence person) {
        topicIndex.setTopics(item, topics, popularity.weight(item));
        long counted = person.items.counted(item);
        if (counted == InteractedItems.NOT_COUNTED) {
            countNew(item, person.items);
        } else {
            topicIndex.addPopularity(item, popularity.renew(item, steps - counted));
            recentPopularity.renew(item, steps - counted);
        }
        addPairs(item, person);
        return steps;
    }

    /** Counts a person for another item. Only a person with room for more items makes time pass. */
    private void countNew(int item, InteractedItems items) {
        if (items.isFull()) {
            items.leastRecent().ifPresent(replaced -> withdraw(replaced, items.counted(replaced)));
        } else {
            advance();
        }
        topicIndex.addPopularity(item, popularity.add(item));
        recentPopularity.add(item);
    }

    private void withdraw(int item, long counted) {
        if (counted != InteractedItems.NOT_COUNTED) {
            topicIndex.addPopularity(item, popularity.withdraw(item, steps - counted));
            recentPopularity.withdraw(item, steps - counted);
        }
    }

    private void advance() {
        steps++;
        if (popularity.advance()) {
            topicIndex.rescale();
        }
        recentPopularity.advance();
        if (decay.advance()) {
            List.of(transitions, sequentialRules, sequentialNeighbors, cooccurrences)
                    .forEach(CooccurrenceMatrix::rescale);
        }
    }

    /** The number of persons that were counted for another item so far. */
    long steps() {
        return steps;
    }

    /** Adds the pairs of earlier items and this one in which it follows the earlier one for the first time. */
    private void addPairs(int item, UserSequence person) {
        int[] history = person.history();
        int last = person.items.last(item);
        for (int d = 1; d <= Math.min(window.maxDistance(), history.length); d++) {
            int earlier = history[d - 1];
            boolean isFirst = last == InteractedItems.NEVER || person.items.first(earlier) >= last;
            if (isFirst && !contains(history, d - 1, earlier)) {
                addPair(earlier, item, d);
            }
        }
    }

    private static boolean contains(int[] history, int end, int item) {
        for (int i = 0; i < end; i++) {
            if (history[i] == item) {
                return true;
            }
        }
        return false;
    }

    private void addPair(int earlier, int later, int distance) {
        double currentWeight = decay.currentWeight();
        double weight = currentWeight * distanceWeights[distance];
        if (distance == 1) {
            transitions.add(earlier, later, currentWeight);
        }
        if (distance <= window.maxRuleDistance()) {
            sequentialRules.add(earlier, later, currentWeight / distance);
        }
        sequentialNeighbors.add(earlier, later, weight);
        if (earlier != later) {
            cooccurrences.add(earlier, later, weight);
            cooccurrences.add(later, earlier, weight);
        }
    }

    void evict(BitSet evicted) {
        evicted.stream().forEach(item -> {
            topicIndex.remove(item, popularity.weight(item));
            popularity.remove(item);
            recentPopularity.remove(item);
        });
        List.of(transitions, sequentialRules, sequentialNeighbors, cooccurrences)
                .forEach(matrix -> matrix.evict(evicted));
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(steps);
        out.writeDouble(decay.currentWeight());
        popularity.write(out);
        recentPopularity.write(out);
        topicIndex.write(out);
        for (CooccurrenceMatrix matrix : List.of(transitions, sequentialRules, sequentialNeighbors, cooccurrences)) {
            matrix.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        steps = in.readLong();
        decay.restore(in.readDouble());
        popularity.read(in);
        recentPopularity.read(in);
        topicIndex.read(in);
        for (CooccurrenceMatrix matrix : List.of(transitions, sequentialRules, sequentialNeighbors, cooccurrences)) {
            matrix.read(in);
        }
    }
}

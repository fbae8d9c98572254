package io.portrait.model.nextitem;

import io.portrait.kernel.Topic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/**
 * The statistics of all users about items: popularity, topics and co-occurrence. Items are dense indexes of an {@link
 * ItemIndex}.
 */
final class ItemStatistics {

    private final NextItemConfig.CooccurrenceWindow window;
    private final ForwardDecay decay;
    final ItemPopularity popularity;
    final ItemPopularity recentPopularity;
    final TopicIndex topicIndex = new TopicIndex();
    final CooccurrenceMatrix transitions;
    final CooccurrenceMatrix sequentialRules;
    final CooccurrenceMatrix sequentialNeighbors;
    final CooccurrenceMatrix cooccurrences;

    ItemStatistics(NextItemConfig config) {
        this.window = config.window();
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
     * Learns an interaction.
     *
     * @param history the user's earlier items, the newest first. Not modified
     */
    void learn(int item, List<Topic> topics, int[] history) {
        topicIndex.setTopics(item, topics, popularity.weight(item));
        if (popularity.add(item)) {
            topicIndex.rescale();
        }
        topicIndex.addPopularity(item, popularity.currentWeight());
        recentPopularity.add(item);
        if (decay.advance()) {
            List.of(transitions, sequentialRules, sequentialNeighbors, cooccurrences)
                    .forEach(CooccurrenceMatrix::rescale);
        }
        for (int d = 1; d <= Math.min(window.maxDistance(), history.length); d++) {
            addPair(history[d - 1], item, d);
        }
    }

    private void addPair(int earlier, int later, int distance) {
        double currentWeight = decay.currentWeight();
        double weight = currentWeight * distanceWeight(distance);
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

    private double distanceWeight(int distance) {
        return StrictMath.pow(distance, -window.distanceExponent());
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
        out.writeDouble(decay.currentWeight());
        popularity.write(out);
        recentPopularity.write(out);
        topicIndex.write(out);
        for (CooccurrenceMatrix matrix : List.of(transitions, sequentialRules, sequentialNeighbors, cooccurrences)) {
            matrix.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        decay.restore(in.readDouble());
        popularity.read(in);
        recentPopularity.read(in);
        topicIndex.read(in);
        for (CooccurrenceMatrix matrix : List.of(transitions, sequentialRules, sequentialNeighbors, cooccurrences)) {
            matrix.read(in);
        }
    }
}

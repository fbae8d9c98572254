package io.portrait.model.nextitem;

/**
 * Unnormalised scores of {@link Expert#TOPIC_POPULARITY}: the sum over an item's topics of affinity · popularity of the
 * item. The affinity of a topic is the sum of 1 / distance over the history items of the topic, divided by the topic's
 * popularity. Immutable, but it reads the current popularity of items.
 */
final class TopicAffinity {

    private final ItemStatistics statistics;

    /** By topic number + 1; index 0 holds 0. */
    private final double[] affinities;

    private final double total;

    private TopicAffinity(ItemStatistics statistics, double[] affinities, double total) {
        this.statistics = statistics;
        this.affinities = affinities;
        this.total = total;
    }

    static TopicAffinity fromHistory(int[] history, int length, ItemStatistics statistics) {
        double[] affinities = new double[statistics.topicIndex.size() + 1];
        double total = 0;
        for (int d = 1; d <= length; d++) {
            for (int topic : statistics.topicIndex.topicNumbers(history[d - 1])) {
                double popularity = statistics.topicIndex.popularity(topic);
                if (popularity > 0) {
                    affinities[topic + 1] += 1 / (d * popularity);
                    total += 1.0 / d;
                }
            }
        }
        return new TopicAffinity(statistics, affinities, total);
    }

    /** The sum of the scores of all items. */
    double total() {
        return total;
    }

    double score(int item) {
        return statistics.topicIndex.sumOverTopics(item, affinities) * statistics.popularity.weight(item);
    }

    /** Adds weight · score / normalizer to the probability of each item, which is modified. */
    void addWeighted(double weight, double normalizer, double[] probabilities) {
        double scale = weight / normalizer;
        for (int item = 0; item < probabilities.length; item++) {
            probabilities[item] += scale * score(item);
        }
    }

    double score(int item, int topic) {
        return affinities[topic + 1] * statistics.popularity.weight(item);
    }
}

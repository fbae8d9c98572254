package io.portrait.model.nextitem;

/** The topics of a history, near items first, and what they say of a place: Σ interest · popularity within the topic. */
final class TopicAffinity {

    private final ItemStatistics statistics;

    /** Interest / popularity of the topic, by topic + 1: at 0 is none. */
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

    /** Of all places together. */
    double total() {
        return total;
    }

    double score(int item) {
        return statistics.topicIndex.sumOverTopics(item, affinities) * statistics.popularity.weight(item);
    }

    /** @param probabilities modified: each grows by its share of a total, weighed */
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

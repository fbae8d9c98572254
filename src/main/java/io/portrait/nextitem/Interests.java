package io.portrait.nextitem;

/** The topics of a history, near items first, and what they say of a place: Σ interest · popularity within the topic. */
final class Interests {

    private final Tables tables;

    /** Interest / popularity of the topic, by topic + 1: at 0 is none. */
    private final double[] rates;

    private final double total;

    private Interests(Tables tables, double[] rates, double total) {
        this.tables = tables;
        this.rates = rates;
        this.total = total;
    }

    static Interests of(int[] history, int reach, Tables tables) {
        double[] rates = new double[tables.shelves.size() + 1];
        double total = 0;
        for (int d = 1; d <= reach; d++) {
            for (int topic : tables.shelves.of(history[d - 1])) {
                double popularity = tables.shelves.total(topic);
                if (popularity > 0) {
                    rates[topic + 1] += 1 / (d * popularity);
                    total += 1.0 / d;
                }
            }
        }
        return new Interests(tables, rates, total);
    }

    /** Of all places together. */
    double total() {
        return total;
    }

    double share(int place) {
        return tables.shelves.sum(place, rates) * tables.popularLong.weight(place);
    }

    /** @param chances modified: each grows by its share of a total, weighed */
    void addShares(double weight, double ofTotal, double[] chances) {
        double rate = weight / ofTotal;
        for (int place = 0; place < chances.length; place++) {
            chances[place] += rate * share(place);
        }
    }

    double share(int place, int topic) {
        return rates[topic + 1] * tables.popularLong.weight(place);
    }
}

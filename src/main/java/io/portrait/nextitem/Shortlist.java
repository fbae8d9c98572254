package io.portrait.nextitem;

import java.util.List;

/**
 * The likeliest places by the mixture, with the signals by which they are told apart: how much of what is said for a place
 * each plain expert says, s/(s + p) in [0, 1), and the log of its chance p.
 */
final class Shortlist {

    private static final List<Expert> VOICES = Expert.plain().stream()
            .filter(expert -> expert != Expert.EVERYTHING)
            .toList();

    /** How many signals a place has. */
    static final int SIGNALS = VOICES.size() + 1;

    private final int[] places;
    private final double[] chances;
    private final double[] signals;

    Shortlist(int[] places, double[] chances, double[] signals) {
        this.places = places;
        this.chances = chances;
        this.signals = signals;
    }

    /** @param chances of all places, by the mixture. Not modified */
    static Shortlist of(double[] chances, Question question, Opinions opinions, int most) {
        int[] places = new Best(chances, question::allows, most).places();
        double[] own = new double[places.length];
        double[] signals = new double[places.length * SIGNALS];
        for (int i = 0; i < places.length; i++) {
            own[i] = chances[places[i]];
            signal(places[i], own[i], opinions, signals, i * SIGNALS);
        }
        return new Shortlist(places, own, signals);
    }

    private static void signal(int place, double chance, Opinions opinions, double[] signals, int at) {
        for (int k = 0; k < VOICES.size(); k++) { // a thousand times a question: no iterator
            double share = opinions.share(VOICES.get(k), place);
            signals[at + k] = share / (share + chance);
        }
        signals[at + VOICES.size()] = StrictMath.log(chance);
    }

    int place(int index) {
        return places[index];
    }

    /** Where a place is that is in it. */
    int indexOf(int place) {
        int index = 0;
        while (places[index] != place) {
            index++;
        }
        return index;
    }

    /** What part of their common chance each has: its own, times e to what the weights make of its signals, in proportion. */
    double[] parts(LogWeights everybodys, LogWeights own) {
        double[] parts = new double[places.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < parts.length; i++) {
            double logOfChance = signals[i * SIGNALS + VOICES.size()];
            parts[i] = logOfChance + everybodys.dot(signals, i * SIGNALS) + own.dot(signals, i * SIGNALS);
            most = Math.max(most, parts[i]);
        }
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = StrictMath.exp(parts[i] - most);
            sum += parts[i];
        }
        for (int i = 0; i < parts.length; i++) {
            parts[i] /= sum;
        }
        return parts;
    }

    /** The chance that all of them have together. */
    double together() {
        double sum = 0;
        for (double chance : chances) {
            sum += chance;
        }
        return sum;
    }

    /** A signal's mean over the places, weighed with their parts, and its variance. */
    @SuppressWarnings("ArrayRecordComponent") // read where it is made, and never compared
    record Moments(double[] mean, double[] variance) {}

    Moments moments(double[] parts) {
        double[] mean = new double[SIGNALS];
        double[] variance = new double[SIGNALS];
        for (int i = 0; i < parts.length; i++) {
            for (int k = 0; k < SIGNALS; k++) {
                mean[k] += parts[i] * signals[i * SIGNALS + k];
            }
        }
        for (int i = 0; i < parts.length; i++) {
            for (int k = 0; k < SIGNALS; k++) {
                double off = signals[i * SIGNALS + k] - mean[k];
                variance[k] += parts[i] * off * off;
            }
        }
        return new Moments(mean, variance);
    }

    double chance(int index) {
        return chances[index];
    }

    double signal(int index, int k) {
        return signals[index * SIGNALS + k];
    }
}

package io.portrait.nextitem;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What the experts have said to one question, and what it comes to. Good until its board is used again. */
final class Opinions {

    private final Tables tables;
    private final Board board;
    private final Interests interests;
    private final double[] totals;
    private final double[] weights;

    /** w / total, of those that speak of few items. */
    private final double[] factors;

    Opinions(Tables tables, Board board, Interests interests, double[] totals, double[] weights) {
        this.tables = tables;
        this.board = board;
        this.interests = interests;
        this.totals = totals;
        this.weights = weights;
        this.factors = new double[weights.length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = totals[i] > 0 ? weights[i] / totals[i] : 0;
        }
    }

    double weight(Expert expert) {
        return weights[expert.index()];
    }

    /** p(place) by one expert. */
    double share(Expert expert, int place) {
        double total = totals[expert.index()];
        if (total == 0) {
            return 0;
        }
        return switch (expert) {
            case POPULAR_LONG -> tables.popularLong.weight(place) / total;
            case POPULAR_SHORT -> tables.popularShort.weight(place) / total;
            case EVERYTHING -> 1 / total;
            case TOPICS -> interests.share(place) / total;
            default -> {
                int slot = board.slot(place);
                yield slot < 0 ? 0 : expert.sharpen(board.said(expert)[slot]) / total;
            }
        };
    }

    /** The share of a topic in what TOPICS says for a place. */
    double topicShare(int place, int topic) {
        double total = totals[Expert.TOPICS.index()];
        return total == 0 ? 0 : interests.share(place, topic) / total;
    }

    /** p(place) by all of them: Σ w · p, added in the order of {@link #chances}, and so the same number. */
    double chance(int place) {
        double chance = 0;
        for (Expert expert : Expert.SPEAKING_OF_ALL) {
            chance += weight(expert) * share(expert, place);
        }
        int slot = board.slot(place);
        if (slot >= 0) {
            for (Expert plain : Expert.SPEAKING_OF_FEW) {
                chance += together(plain, plain.sharpened(), board.said(plain)[slot]);
            }
        }
        return chance;
    }

    /** p of the places from 0 to {@code known}, all at once: one plain pass for each that speaks for itself. */
    double[] chances(int known) {
        double[] chances = new double[known];
        tables.popularLong.addShares(weight(Expert.POPULAR_LONG), total(Expert.POPULAR_LONG), chances);
        tables.popularShort.addShares(weight(Expert.POPULAR_SHORT), total(Expert.POPULAR_SHORT), chances);
        addToAll(chances);
        addTopics(chances);
        for (Expert plain : Expert.SPEAKING_OF_FEW) {
            List<Expert> sharpened = plain.sharpened();
            double[] said = board.said(plain);
            int end = board.end(plain);
            for (int slot = 0; slot < end; slot++) {
                chances[board.place(slot)] += together(plain, sharpened, said[slot]);
            }
        }
        return chances;
    }

    private double total(Expert expert) {
        return totals[expert.index()];
    }

    private void addToAll(double[] chances) {
        double alike = weight(Expert.EVERYTHING) * share(Expert.EVERYTHING, 0);
        for (int place = 0; place < chances.length; place++) {
            chances[place] += alike;
        }
    }

    private void addTopics(double[] chances) {
        if (weight(Expert.TOPICS) > 0) {
            for (int place = 0; place < chances.length; place++) {
                chances[place] += weight(Expert.TOPICS) * (interests.share(place) / total(Expert.TOPICS));
            }
        }
    }

    /** Σ w · p over an expert and those that sharpen its word. */
    private double together(Expert plain, List<Expert> sharpened, double said) {
        double sum = part(plain, said);
        for (int i = 0; i < sharpened.size(); i++) {
            sum += part(sharpened.get(i), said);
        }
        return sum;
    }

    private double part(Expert expert, double said) {
        return factors[expert.index()] * expert.sharpen(said);
    }

    /**
     * Where a place stands by one expert among all that are not excluded, from 1; 0 if the expert did not think of it.
     *
     * @param mayBe whether another place counts
     */
    int rank(Expert expert, int place, int known, IntPredicate mayBe) {
        double mine = share(expert, place);
        if (mine == 0) {
            return 0;
        }
        IntStream others = expert.isBroad()
                ? IntStream.range(0, known).filter(mayBe)
                : IntStream.range(0, board.size()).map(board::place);
        return 1
                + (int) others.filter(other -> isAhead(share(expert, other), other, mine, place))
                        .count();
    }

    /** Of equals the lower place is ahead. */
    static boolean isAhead(double theirs, int other, double mine, int place) {
        return theirs > mine || (theirs == mine && other < place);
    }

    /** Who is responsible for a place having been chosen: w · p / Σ w · p. Empty if nobody thought of it. */
    Map<Expert, Double> responsibilities(int place) {
        Map<Expert, Double> parts = new EnumMap<>(Expert.class);
        double chance = chance(place);
        if (chance > 0) {
            for (Expert expert : Expert.all()) {
                double part = weight(expert) * share(expert, place) / chance;
                if (part > 0) {
                    parts.put(expert, part);
                }
            }
        }
        return parts;
    }
}

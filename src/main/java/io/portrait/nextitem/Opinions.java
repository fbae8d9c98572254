package io.portrait.nextitem;

import io.portrait.kernel.Vec;
import java.util.EnumMap;
import java.util.Map;

/** What the experts have said to one question, and what it comes to. Good until its board is used again. */
final class Opinions {

    private final Tables tables;
    private final Board board;
    private final Interests interests;
    private final double[] totals;
    private final double[] weights;

    Opinions(Tables tables, Board board, Interests interests, double[] totals, double[] weights) {
        this.tables = tables;
        this.board = board;
        this.interests = interests;
        this.totals = totals;
        this.weights = weights;
    }

    double weight(Expert expert) {
        return weights[expert.index()];
    }

    /** By expert. */
    Vec weights() {
        return Vec.of(weights);
    }

    /** p(place) by each expert, all of them times the factor that makes their mixture a chance. */
    Vec shares(int place, double chance) {
        double own = chance(place);
        double factor = own > 0 ? chance / own : 1;
        double[] shares = new double[weights.length];
        for (Expert expert : Expert.all()) {
            shares[expert.index()] = factor * share(expert, place);
        }
        return Vec.adopt(shares);
    }

    /** p(place) by one expert. */
    double share(Expert expert, int place) {
        double total = totals[expert.index()];
        if (total == 0) {
            return 0;
        }
        int slot = board.slot(place);
        return switch (expert) {
            case POPULAR_LONG -> tables.popularLong.weight(place) / total;
            case POPULAR_SHORT -> tables.popularShort.weight(place) / total;
            case EVERYTHING -> 1 / total;
            case TOPICS -> interests.share(place) / total;
            default -> slot < 0 ? 0 : board.said(expert, slot) / total;
        };
    }

    /** The share of a topic in what TOPICS says for a place. */
    double topicShare(int place, int topic) {
        double total = totals[Expert.TOPICS.index()];
        return total == 0 ? 0 : interests.share(place, topic) / total;
    }

    /** p(place) by all of them: Σ w · p. */
    double chance(int place) {
        double chance = 0;
        for (int e = 0; e < weights.length; e++) {
            if (weights[e] > 0) {
                chance += weights[e] * share(Expert.all().get(e), place);
            }
        }
        return chance;
    }

    /** p of the places from 0 to {@code known}, all at once: who speaks of all items goes through a plain array. */
    double[] chances(int known) {
        return mixture(weights, known);
    }

    /** p of the places from 0 to {@code known} by one expert. */
    double[] shares(Expert expert, int known) {
        double[] alone = new double[weights.length];
        alone[expert.index()] = totals[expert.index()] > 0 ? 1 : 0;
        return mixture(alone, known);
    }

    private double[] mixture(double[] weights, int known) {
        double[] chances = new double[known];
        for (Expert expert : Expert.all()) {
            if (weights[expert.index()] > 0) {
                addIfBroad(expert, weights[expert.index()], totals[expert.index()], chances);
            }
        }
        board.addShares(weights, totals, chances);
        return chances;
    }

    /** @param chances modified */
    private void addIfBroad(Expert expert, double weight, double total, double[] chances) {
        switch (expert) {
            case POPULAR_LONG -> tables.popularLong.addShares(weight, total, chances);
            case POPULAR_SHORT -> tables.popularShort.addShares(weight, total, chances);
            case EVERYTHING -> addToAll(weight * (1 / total), chances);
            case TOPICS -> interests.addShares(weight, total, chances);
            default -> {
                // what the others say is on the board
            }
        }
    }

    private static void addToAll(double alike, double[] chances) {
        for (int place = 0; place < chances.length; place++) {
            chances[place] += alike;
        }
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

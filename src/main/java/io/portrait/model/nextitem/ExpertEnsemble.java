package io.portrait.model.nextitem;

import io.portrait.model.nextitem.NextItemConfig.CooccurrenceWindow;
import io.portrait.model.nextitem.NextItemConfig.MixtureSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The experts at their table: asks them, and makes what each says a distribution over all places but the excluded. */
final class ExpertEnsemble {

    /** The experts whose word a history gives, each from its list of neighbours; those that speak of fewest places first. */
    private static final List<Expert> SPARSE_EXPERTS = List.of(
            Expert.REPEAT_CONSUMPTION,
            Expert.MARKOV,
            Expert.SEQUENTIAL_RULES,
            Expert.SEQUENTIAL_NEIGHBORS,
            Expert.COOCCURRENCE);

    private final ItemStatistics statistics;
    private final CooccurrenceWindow window;
    private final MixtureSettings settings;

    ExpertEnsemble(ItemStatistics statistics, NextItemConfig config) {
        this.statistics = statistics;
        this.window = config.window();
        this.settings = config.mixture();
    }

    /** What the experts say; good until the board is used again. */
    MixtureScores score(ScoringContext context, SparseScores scores) {
        scores.clear();
        for (Expert expert : SPARSE_EXPERTS) {
            scoreFromHistory(expert, context, scores);
        }
        // cos(i, j) ~ n(i, j)/√n(j): n(i) is in the damping already
        scores.addDividedByRootPopularity(Expert.COSINE, Expert.COOCCURRENCE, statistics.popularity);
        double[] totals = new double[Expert.all().size()];
        addSparseTotals(scores, totals);
        TopicAffinity affinity = TopicAffinity.fromHistory(context.history(), historyLength(context), statistics);
        addDenseTotals(context, affinity, totals);
        return new MixtureScores(statistics, scores, affinity, totals, mixtureWeights(context, totals));
    }

    private void scoreFromHistory(Expert expert, ScoringContext context, SparseScores scores) {
        for (int distance = 1; distance <= historyLength(context); distance++) {
            int historyItem = context.history()[distance - 1];
            CooccurrenceMatrix.NeighborRow row = row(expert, historyItem, distance);
            if (row != null) {
                scores.addRow(expert, row, rowWeight(row, distance), context.excluded());
            } else if (expert == Expert.REPEAT_CONSUMPTION && context.allows(historyItem)) {
                scores.add(expert, historyItem, 1.0 / distance);
            }
        }
    }

    private CooccurrenceMatrix.@Nullable NeighborRow row(Expert expert, int historyItem, int distance) {
        return switch (expert) {
            case MARKOV -> distance == 1 ? statistics.transitions.row(historyItem) : null;
            case SEQUENTIAL_RULES -> distance == 1 ? statistics.sequentialRules.row(historyItem) : null;
            case SEQUENTIAL_NEIGHBORS -> statistics.sequentialNeighbors.row(historyItem);
            case COOCCURRENCE -> statistics.cooccurrences.row(historyItem);
            default -> null;
        };
    }

    /** 1/d, and less for a list with much company. */
    private double rowWeight(CooccurrenceMatrix.NeighborRow row, int distance) {
        return 1 / (distance * StrictMath.pow(row.total(), window.normalizationExponent()));
    }

    private static void addSparseTotals(SparseScores scores, double[] totals) {
        for (Expert expert : Expert.all()) {
            if (!expert.isDense() && !expert.isTransformed()) {
                scores.addTotals(expert, totals);
            }
        }
    }

    private void addDenseTotals(ScoringContext context, TopicAffinity affinity, double[] totals) {
        double popularityTotal = statistics.popularity.total();
        double recentPopularityTotal = statistics.recentPopularity.total();
        double itemCount = context.itemCount();
        double affinityTotal = affinity.total();
        for (int item = context.excluded().nextSetBit(0);
                item >= 0;
                item = context.excluded().nextSetBit(item + 1)) {
            popularityTotal -= statistics.popularity.weight(item);
            recentPopularityTotal -= statistics.recentPopularity.weight(item);
            itemCount--;
            affinityTotal -= affinity.score(item);
        }
        totals[Expert.POPULARITY.index()] = positiveRemainder(popularityTotal, statistics.popularity.total());
        totals[Expert.RECENT_POPULARITY.index()] =
                positiveRemainder(recentPopularityTotal, statistics.recentPopularity.total());
        totals[Expert.UNIFORM.index()] = Math.max(0, itemCount);
        totals[Expert.TOPIC_POPULARITY.index()] = positiveRemainder(affinityTotal, affinity.total());
    }

    /** What is left of a whole; nothing if it is no more than what rounding leaves. */
    private static double positiveRemainder(double remainder, double whole) {
        return remainder > whole * 1e-9 ? remainder : 0;
    }

    /** w ~ prior · everybody's + the user's own, over the experts that have something to say. */
    private double[] mixtureWeights(ScoringContext context, double[] totals) {
        double[] weights = new double[totals.length];
        double globalTotal = context.globalCounts().total();
        double sum = 0;
        for (Expert expert : Expert.all()) {
            if (totals[expert.index()] > 0) {
                double weight =
                        settings.priorStrength() * context.globalCounts().count(expert) / globalTotal
                                + context.userCounts().count(expert);
                weights[expert.index()] = weight;
                sum += weight;
            }
        }
        for (int i = 0; i < weights.length && sum > 0; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /**
     * How much of what an expert says for a place comes from the item at a distance, in the unit of the whole.
     */
    double historyContribution(Expert source, ScoringContext context, int distance, int item) {
        int historyItem = context.history()[distance - 1];
        if (source == Expert.REPEAT_CONSUMPTION) {
            return historyItem == item ? 1.0 / distance : 0;
        }
        CooccurrenceMatrix.NeighborRow row =
                row(source == Expert.COSINE ? Expert.COOCCURRENCE : source, historyItem, distance);
        if (row == null) {
            return 0;
        }
        for (int i = 0; i < row.size(); i++) {
            if (row.item(i) == item) {
                return rowWeight(row, distance) * row.weight(i);
            }
        }
        return 0;
    }

    /** How many items of a history are looked at. */
    int historyLength(ScoringContext context) {
        return Math.min(window.maxDistance(), context.history().length);
    }
}

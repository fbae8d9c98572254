package io.portrait.model.nextitem;

import io.portrait.model.nextitem.CooccurrenceMatrix.NeighborRow;
import io.portrait.model.nextitem.HistoryRows.WeightedRow;
import io.portrait.model.nextitem.NextItemConfig.CooccurrenceWindow;
import io.portrait.model.nextitem.NextItemConfig.MixtureSettings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Evaluates all experts for a context and normalises their scores over all items that are not excluded. */
final class ExpertEnsemble {

    /**
     * The experts that score only items near the user's history, in ascending order of the number of items they score.
     */
    private static final List<Expert> SPARSE_EXPERTS = List.of(
            Expert.REPEAT_CONSUMPTION,
            Expert.MARKOV,
            Expert.SEQUENTIAL_RULES,
            Expert.SEQUENTIAL_NEIGHBORS,
            Expert.COOCCURRENCE);

    /** Relative size below which a difference is a rounding error. */
    private static final double ROUNDING = 1e-9;

    private final ItemStatistics statistics;
    private final CooccurrenceWindow window;
    private final MixtureSettings settings;

    ExpertEnsemble(ItemStatistics statistics, NextItemConfig config) {
        this.statistics = statistics;
        this.window = config.window();
        this.settings = config.mixture();
    }

    /**
     * Scores all items.
     *
     * @param scores the buffer of the sparse scores. Modified; the result is valid until it is reused
     */
    MixtureScores score(ScoringContext context, SparseScores scores) {
        scores.clear();
        for (Expert expert : SPARSE_EXPERTS) {
            scoreFromHistory(expert, context, scores);
        }
        // cos(i, j) ~ n(i, j) / √n(j); the row normalisation already contains n(i)
        scores.setDividedByRootPopularity(Expert.COSINE, Expert.COOCCURRENCE, statistics.popularity);
        double[] totals = new double[Expert.all().size()];
        addSparseTotals(scores, totals);
        TopicAffinity affinity = TopicAffinity.fromHistory(context.history(), historyLength(context), statistics);
        addDenseTotals(context, affinity, totals);
        return new MixtureScores(statistics, scores, affinity, totals, mixtureWeights(context, totals));
    }

    private void scoreFromHistory(Expert expert, ScoringContext context, SparseScores scores) {
        for (int distance = 1; distance <= historyLength(context); distance++) {
            int historyItem = context.history()[distance - 1];
            NeighborRow row = row(expert, historyItem, distance);
            if (row != null) {
                scores.addRow(expert, row, rowFactor(row, distance), context.excluded());
            } else if (expert == Expert.REPEAT_CONSUMPTION && context.allows(historyItem)) {
                scores.add(expert, historyItem, 1.0 / distance);
            }
        }
    }

    private @Nullable NeighborRow row(Expert expert, int historyItem, int distance) {
        return switch (expert) {
            case MARKOV -> distance == 1 ? statistics.transitions.row(historyItem) : null;
            case SEQUENTIAL_RULES -> distance == 1 ? statistics.sequentialRules.row(historyItem) : null;
            case SEQUENTIAL_NEIGHBORS -> statistics.sequentialNeighbors.row(historyItem);
            case COOCCURRENCE -> statistics.cooccurrences.row(historyItem);
            default -> null;
        };
    }

    /** 1 / (d · total^exponent): the exponent keeps rows of items with many co-occurrences from dominating. */
    private double rowFactor(NeighborRow row, int distance) {
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
        totals[Expert.POPULARITY.index()] = remainderOrZero(popularityTotal, statistics.popularity.total());
        totals[Expert.RECENT_POPULARITY.index()] =
                remainderOrZero(recentPopularityTotal, statistics.recentPopularity.total());
        totals[Expert.UNIFORM.index()] = Math.max(0, itemCount);
        totals[Expert.TOPIC_POPULARITY.index()] = remainderOrZero(affinityTotal, affinity.total());
    }

    private static double remainderOrZero(double remainder, double whole) {
        return remainder > whole * ROUNDING ? remainder : 0;
    }

    /** w ~ prior strength · global mean + counts of the user, over the experts that score at least one allowed item. */
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

    /** Copies of the rows that {@link #score} uses, so that scores can be explained after the model has changed. */
    HistoryRows historyRows(ScoringContext context, ItemIndex itemIndex) {
        int[] history = Arrays.copyOf(context.history(), historyLength(context));
        Map<Expert, List<WeightedRow>> rows = new EnumMap<>(Expert.class);
        for (Expert expert : SPARSE_EXPERTS) {
            rows.put(
                    expert,
                    IntStream.rangeClosed(1, history.length)
                            .mapToObj(distance -> copyOfRow(expert, history[distance - 1], distance))
                            .toList());
        }
        return new HistoryRows(
                history,
                Arrays.stream(history)
                        .mapToObj(item -> Objects.requireNonNull(itemIndex.item(item)))
                        .toList(),
                rows);
    }

    private WeightedRow copyOfRow(Expert expert, int historyItem, int distance) {
        NeighborRow row = row(expert, historyItem, distance);
        return row == null ? WeightedRow.NONE : new WeightedRow(row.copy(), rowFactor(row, distance));
    }

    private int historyLength(ScoringContext context) {
        return Math.min(window.maxDistance(), context.history().length);
    }
}

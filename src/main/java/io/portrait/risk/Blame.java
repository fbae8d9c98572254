package io.portrait.risk;

import io.portrait.feature.RiskFeatures;
import io.portrait.kernel.Vec;
import io.portrait.learning.Shapley;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Shares a payment's log-odds out among groups of features by {@link Shapley}'s values: those that are not in a subset have
 * the usual payment's features.
 */
final class Blame {

    private static final String BASE = "usual-payment";

    /**
     * Features that mean alike.
     *
     * @param from the first
     * @param to behind the last
     */
    private record Span(int from, int to) {}

    private record Group(String code, List<Span> spans) {

        Group(String code, Span... spans) {
            this(code, List.of(spans));
        }
    }

    /** By the places in {@link RiskFeatures}; together they are all of them. */
    private static final List<Group> GROUPS = List.of(
            new Group("amount", new Span(0, 3)),
            new Group("amount-unusual-for-card", new Span(3, 6), new Span(9, 13)),
            new Group("card-velocity", new Span(6, 9), new Span(14, 15)),
            new Group("card-frauds", new Span(13, 14)),
            new Group("terminal-velocity", new Span(15, 18)),
            new Group("terminal-frauds", new Span(18, 25)),
            new Group("time", new Span(25, RiskFeatures.SIZE)));

    private Blame() {}

    /**
     * The shares, the largest first.
     *
     * @param logOdds of any features
     */
    static List<Assessment.Reason> share(Vec features, Vec usual, ToDoubleFunction<Vec> logOdds) {
        Vec shares = Shapley.shares(GROUPS.size(), subset -> logOdds.applyAsDouble(mixed(features, usual, subset)));
        List<Assessment.Reason> reasons = new ArrayList<>();
        reasons.add(new Assessment.Reason(BASE, logOdds.applyAsDouble(usual)));
        for (int group = 0; group < GROUPS.size(); group++) {
            reasons.add(new Assessment.Reason(GROUPS.get(group).code(), shares.get(group)));
        }
        reasons.sort(Comparator.comparingDouble(Assessment.Reason::contribution).reversed());
        return reasons;
    }

    private static Vec mixed(Vec features, Vec usual, int subset) {
        double[] mixed = usual.stream().toArray();
        for (int group = 0; group < GROUPS.size(); group++) {
            if ((subset & 1 << group) != 0) {
                GROUPS.get(group)
                        .spans()
                        .forEach(span ->
                                IntStream.range(span.from(), span.to()).forEach(i -> mixed[i] = features.get(i)));
            }
        }
        return Vec.adopt(mixed);
    }
}

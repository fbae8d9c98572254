package io.portrait.model.fraud;

import io.portrait.kernel.Vec;
import io.portrait.model.learner.ShapleyValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Attribution of a payment's log-odds of fraud to groups of features by {@link ShapleyValues}. Groups outside of a
 * subset take their features from a baseline, the mean payment.
 */
final class RiskAttribution {

    private static final String BASELINE = "baseline";

    /**
     * A range of feature indexes.
     *
     * @param from first index
     * @param end index after the last one
     */
    private record FeatureRange(int from, int end) {}

    private record FeatureGroup(String code, List<FeatureRange> ranges) {

        FeatureGroup(String code, FeatureRange... ranges) {
            this(code, List.of(ranges));
        }
    }

    /** The groups by the indexes of {@link RiskFeatures}; together they cover all features. */
    private static final List<FeatureGroup> GROUPS = List.of(
            new FeatureGroup("amount", new FeatureRange(0, 3)),
            new FeatureGroup("amount-unusual-for-card", new FeatureRange(3, 6), new FeatureRange(9, 13)),
            new FeatureGroup("card-velocity", new FeatureRange(6, 9), new FeatureRange(14, 15)),
            new FeatureGroup("card-frauds", new FeatureRange(13, 14)),
            new FeatureGroup("terminal-velocity", new FeatureRange(15, 18)),
            new FeatureGroup("terminal-frauds", new FeatureRange(18, 25)),
            new FeatureGroup("time", new FeatureRange(25, RiskFeatures.SIZE)));

    private RiskAttribution() {}

    /**
     * The contributions of the baseline and of each group, the largest first. O(2ⁿ) evaluations of {@code logOdds} with
     * n groups.
     *
     * @param features of the payment
     * @param baseline features of the mean payment
     * @param logOdds the model: log-odds of fraud for given features
     */
    static List<RiskAssessment.RiskReason> attribute(Vec features, Vec baseline, ToDoubleFunction<Vec> logOdds) {
        Vec values = ShapleyValues.compute(
                GROUPS.size(), subset -> logOdds.applyAsDouble(mixed(features, baseline, subset)));
        List<RiskAssessment.RiskReason> reasons = new ArrayList<>();
        reasons.add(new RiskAssessment.RiskReason(BASELINE, logOdds.applyAsDouble(baseline)));
        for (int group = 0; group < GROUPS.size(); group++) {
            reasons.add(new RiskAssessment.RiskReason(GROUPS.get(group).code(), values.get(group)));
        }
        reasons.sort(Comparator.comparingDouble(RiskAssessment.RiskReason::contribution)
                .reversed());
        return reasons;
    }

    private static Vec mixed(Vec features, Vec baseline, int subset) {
        double[] mixed = baseline.stream().toArray();
        for (int group = 0; group < GROUPS.size(); group++) {
            if ((subset & 1 << group) != 0) {
                GROUPS.get(group)
                        .ranges()
                        .forEach(range ->
                                IntStream.range(range.from(), range.end()).forEach(i -> mixed[i] = features.get(i)));
            }
        }
        return Vec.adopt(mixed);
    }
}

package io.portrait.model.learner;

import io.portrait.kernel.Checks;
import java.util.List;

/**
 * Configuration of {@link KernelPassiveAggressive}.
 *
 * @param dimensions d, the number of features, 1 to 1024
 * @param features D, the number of random features, 8 to 4096; the state has as many weights
 * @param bandwidth s in [10⁻³, 10⁶], the distance beyond which two examples hardly influence each other
 * @param update the update of the weights: PA-I or PA-II
 * @param seed of the random features, any
 */
record KernelPassiveAggressiveConfig(int dimensions, int features, double bandwidth, PassiveAggressive update, int seed)
        implements LearnerConfig {

    static final String NAME = "kernel-pa";

    private static final PassiveAggressive.PassiveAggressiveVariant[] VARIANTS = {
        PassiveAggressive.PassiveAggressiveVariant.PA_1, PassiveAggressive.PassiveAggressiveVariant.PA_2
    };

    KernelPassiveAggressiveConfig {
        NumericLimits.requireDimensions(dimensions, NumericLimits.MAX_DIMENSIONS);
        Checks.requireWithin("features", features, 8, 4096);
        Checks.requireWithin("bandwidth", bandwidth, 1e-3, 1e6);
    }

    /**
     * The configuration of a description, with defaults {@code features=256,variant=pa-1}, a bandwidth of √d/2, which
     * suits features in [−1, 1], the defaults of {@link PassiveAggressive} and {@code seed=1}.
     */
    static KernelPassiveAggressiveConfig of(LearnerSpec spec) {
        int dimensions = spec.intOption("dimensions");
        String variant = spec.choiceOption("variant", List.of(VARIANTS[0].label(), VARIANTS[1].label()));
        return new KernelPassiveAggressiveConfig(
                dimensions,
                spec.intOption("features", 256),
                spec.doubleOption("bandwidth", Math.sqrt(dimensions) / 2),
                PassiveAggressive.of(spec, variant.equals(VARIANTS[0].label()) ? VARIANTS[0] : VARIANTS[1]),
                spec.intOption("seed", 1));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String identity() {
        return NAME + "(dimensions=" + dimensions + ",features=" + features + ",bandwidth=" + bandwidth + ",variant="
                + update.variant().label() + "," + update.options() + ",seed=" + seed + ")";
    }
}

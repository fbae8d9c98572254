package io.portrait.evaluation.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.evaluation.offpolicy.OffPolicyEstimators.IntervalEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class OffPolicyEstimatorsTest {

    /** Three actions; the log chooses them uniformly, the policy mostly the third. */
    private static final double[] RATES = {0.1, 0.2, 0.6};

    private static final double[] TARGET_POLICY = {0.1, 0.2, 0.7};
    private static final double TRUE_VALUE = 0.1 * 0.1 + 0.2 * 0.2 + 0.7 * 0.6;

    private static List<LoggedAction> logOf(double[] policy, int rows, long seed) {
        Random random = new Random(seed);
        List<LoggedAction> log = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double draw = random.nextDouble();
            int action = draw < policy[0] ? 0 : draw < policy[0] + policy[1] ? 1 : 2;
            double reward = random.nextDouble() < RATES[action] ? 1 : 0;
            log.add(new LoggedAction(1, "a" + action, policy[action], reward));
        }
        return log;
    }

    private static List<LoggedAction> uniformLog(int rows, long seed) {
        return logOf(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, rows, seed);
    }

    /** Computed by hand: weights 2 and 0.5; rewards 1 and 0. */
    @Test
    void theFormulasGiveTheValuesComputedByHand() {
        List<LoggedAction> log = List.of(new LoggedAction(1, "a", 0.25, 1), new LoggedAction(1, "b", 1, 0));
        EvaluatedPolicy evenPolicy =
                EvaluatedPolicy.averageOf(List.of(new LoggedAction(1, "a", 1, 0), new LoggedAction(1, "b", 1, 0)));
        OffPolicyEstimators estimators = new OffPolicyEstimators(log, evenPolicy, 1);
        assertThat(estimators.ips().value()).isEqualTo((2 * 1 + 0.5 * 0) / 2);
        assertThat(estimators.snips().value()).isEqualTo(2 / 2.5);
        // before the first row q = 0; before the second q(a) = 1 and q(b) = 1 (shrunk to the overall mean)
        assertThat(estimators.doublyRobust().value()).isEqualTo((2 + (1 + 0.5 * (0 - 1))) / 2, within(1e-12));
        assertThat(estimators.effectiveSampleSize()).isEqualTo(2.5 * 2.5 / 4.25, within(1e-12));
    }

    /** In 40 logs a 95 % interval misses about 2 times; more than 7 misses have a probability of 0.2 %. */
    @Test
    void theIntervalsHaveTheirNominalCoverage() {
        EvaluatedPolicy policy = EvaluatedPolicy.averageOf(logOf(TARGET_POLICY, 200_000, 5));
        int missed = 0;
        for (int log = 0; log < 40; log++) {
            OffPolicyEstimators estimators = new OffPolicyEstimators(uniformLog(400, log), policy, log);
            missed += containsTruth(estimators.doublyRobust()) ? 0 : 1;
        }
        assertThat(missed).isLessThanOrEqualTo(7);
    }

    private static boolean containsTruth(IntervalEstimate estimate) {
        return estimate.low() <= TRUE_VALUE && TRUE_VALUE <= estimate.high();
    }

    @Test
    void estimatesTheValueOfAPolicyFromTheLogOfAnother() {
        EvaluatedPolicy policy = EvaluatedPolicy.averageOf(logOf(TARGET_POLICY, 200_000, 5));
        OffPolicyEstimators estimators = new OffPolicyEstimators(uniformLog(20_000, 1), policy, 1);
        assertThat(List.of(estimators.ips(), estimators.snips(), estimators.doublyRobust()))
                .allSatisfy(estimate -> assertThat(estimate.value()).isEqualTo(TRUE_VALUE, within(0.02)));
    }

    @Test
    void rejectsARowWithoutPropensity() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LoggedAction(1, "a", 0, 1));
    }
}

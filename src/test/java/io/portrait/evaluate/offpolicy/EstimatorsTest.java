package io.portrait.evaluate.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.evaluate.offpolicy.Estimators.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EstimatorsTest {

    /** Three actions; the log shows each alike, the policy mostly the third. */
    private static final double[] RATES = {0.1, 0.2, 0.6};

    private static final double[] WANTED = {0.1, 0.2, 0.7};
    private static final double TRUE_VALUE = 0.1 * 0.1 + 0.2 * 0.2 + 0.7 * 0.6;

    private static List<Logged> shownBy(double[] policy, int rows, long seed) {
        Random random = new Random(seed);
        List<Logged> log = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double draw = random.nextDouble();
            int action = draw < policy[0] ? 0 : draw < policy[0] + policy[1] ? 1 : 2;
            double reward = random.nextDouble() < RATES[action] ? 1 : 0;
            log.add(new Logged(1, "a" + action, policy[action], reward));
        }
        return log;
    }

    private static List<Logged> alike(int rows, long seed) {
        return shownBy(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, rows, seed);
    }

    /** By hand: weights 2 and 0.5; rewards 1 and 0. */
    @Test
    void theFormulasGiveWhatIsWorkedByHand() {
        List<Logged> log = List.of(new Logged(1, "a", 0.25, 1), new Logged(1, "b", 1, 0));
        Policy half = Policy.of(List.of(new Logged(1, "a", 1, 0), new Logged(1, "b", 1, 0)));
        Estimators estimators = new Estimators(log, half, 1);
        assertThat(estimators.ips().value()).isEqualTo((2 * 1 + 0.5 * 0) / 2);
        assertThat(estimators.selfNormalised().value()).isEqualTo(2 / 2.5);
        // before the first row nothing is known: q = 0; before the second q(a) = 1, q(b) = 1 (drawn to the mean of all)
        assertThat(estimators.doublyRobust().value()).isEqualTo((2 + (1 + 0.5 * (0 - 1))) / 2, within(1e-12));
        assertThat(estimators.effectiveRows()).isEqualTo(2.5 * 2.5 / 4.25, within(1e-12));
    }

    /** Of 40 logs an interval of 95 % misses about 2; more than 7 has a chance of 0.2 %. */
    @Test
    void theIntervalsHoldTheTruthAboutAsOftenAsTheySay() {
        Policy policy = Policy.of(shownBy(WANTED, 200_000, 5));
        int missed = 0;
        for (int log = 0; log < 40; log++) {
            Estimators estimators = new Estimators(alike(400, log), policy, log);
            missed += holds(estimators.doublyRobust()) ? 0 : 1;
        }
        assertThat(missed).isLessThanOrEqualTo(7);
    }

    private static boolean holds(Estimate estimate) {
        return estimate.low() <= TRUE_VALUE && TRUE_VALUE <= estimate.high();
    }

    @Test
    void whatTheLogEarnedIsNotWhatThePolicyWouldHave() {
        Policy policy = Policy.of(shownBy(WANTED, 200_000, 5));
        Estimators estimators = new Estimators(alike(20_000, 1), policy, 1);
        assertThat(List.of(estimators.ips(), estimators.selfNormalised(), estimators.doublyRobust()))
                .allSatisfy(estimate -> assertThat(estimate.value()).isEqualTo(TRUE_VALUE, within(0.02)));
    }

    @Test
    void aRowWithoutAPropensityIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Logged(1, "a", 0, 1));
    }
}

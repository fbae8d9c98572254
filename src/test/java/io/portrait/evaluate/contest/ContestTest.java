package io.portrait.evaluate.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContestTest {

    private static final Contest.Config LASTING = new Contest.Config(1, 1e12);

    @Test
    void weighsByTheExponentialOfTheLosses() {
        Contest contest = Contest.among(2, LASTING).after(Vec.of(1, 2)).after(Vec.of(0, 1));
        // 1 against 3: e⁻¹ : e⁻³
        assertThat(contest.weights().get(0)).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-9));
        assertThat(contest.weights().stream().sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void switchesWhenAChallengerIsTwentyTimesAsHeavyAndNotBefore() {
        // ln 20 = 2.996
        assertThat(Contest.among(2, LASTING).after(Vec.of(2.99, 0)).champion()).isZero();
        assertThat(Contest.among(2, LASTING).after(Vec.of(3.00, 0)).champion()).isEqualTo(1);
    }

    @Test
    void fadingLetsTheBestChange() {
        Contest contest = Contest.among(2, new Contest.Config(1, 100));
        for (int i = 0; i < 2_000; i++) {
            contest = contest.after(Vec.of(0.1, 0.3));
        }
        assertThat(contest.champion()).isZero();
        for (int i = 0; i < 500; i++) {
            contest = contest.after(Vec.of(0.3, 0.1));
        }
        assertThat(contest.champion()).isEqualTo(1);
        assertThat(contest.examples()).isEqualTo(2_500);
    }

    @Test
    void equalLearnersDoNotTakeTurnsThoughTheLeadDoes() {
        Random random = new Random(5);
        Contest contest = Contest.among(2, new Contest.Config(0.5, 1_000));
        int switches = 0;
        int leads = 0;
        for (int i = 0; i < 20_000; i++) {
            Contest next = contest.after(Vec.of(0.2 * random.nextDouble(), 0.2 * random.nextDouble()));
            switches += next.champion() == contest.champion() ? 0 : 1;
            leads += leader(next) == leader(contest) ? 0 : 1;
            contest = next;
        }
        assertThat(switches).isLessThanOrEqualTo(2);
        assertThat(leads).isGreaterThan(50);
    }

    private static int leader(Contest contest) {
        return contest.weights().get(0) >= contest.weights().get(1) ? 0 : 1;
    }

    @Test
    void examplesMayComeTogether() {
        Contest.Config config = new Contest.Config(0.5, 50);
        Contest together = Contest.among(2, config).after(Vec.of(8, 4), 10).after(Vec.of(1, 2), 10);
        // 2^(−10/50) of what was before
        assertThat(together.losses().get(0)).isCloseTo(1 + 8 * Math.pow(0.5, 0.2), within(1e-12));
    }
}

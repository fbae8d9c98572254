package io.portrait.evaluation.champion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChampionSelectionTest {

    private static final ChampionSelection.Weighting NO_DECAY = new ChampionSelection.Weighting(1, 1e12);

    @Test
    void weightsFallExponentiallyWithTheLosses() {
        ChampionSelection selection =
                ChampionSelection.start(2, NO_DECAY).update(Vec.of(1, 2)).update(Vec.of(0, 1));
        // 1 against 3: e⁻¹ : e⁻³
        assertThat(selection.weights().get(0)).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-9));
        assertThat(selection.weights().stream().sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void switchesWhenAChallengerIsTwentyTimesAsHeavyAndNotBefore() {
        // ln 20 = 2.996
        assertThat(ChampionSelection.start(2, NO_DECAY).update(Vec.of(2.99, 0)).champion())
                .isZero();
        assertThat(ChampionSelection.start(2, NO_DECAY).update(Vec.of(3.00, 0)).champion())
                .isEqualTo(1);
    }

    @Test
    void decayLetsAnotherLearnerBecomeChampion() {
        ChampionSelection selection = ChampionSelection.start(2, new ChampionSelection.Weighting(1, 100));
        for (int i = 0; i < 2_000; i++) {
            selection = selection.update(Vec.of(0.1, 0.3));
        }
        assertThat(selection.champion()).isZero();
        for (int i = 0; i < 500; i++) {
            selection = selection.update(Vec.of(0.3, 0.1));
        }
        assertThat(selection.champion()).isEqualTo(1);
        assertThat(selection.examples()).isEqualTo(2_500);
    }

    @Test
    void equalLearnersDoNotAlternateAsChampionAlthoughTheLeaderDoes() {
        Random random = new Random(5);
        ChampionSelection selection = ChampionSelection.start(2, new ChampionSelection.Weighting(0.5, 1_000));
        int switches = 0;
        int leaderChanges = 0;
        for (int i = 0; i < 20_000; i++) {
            ChampionSelection next = selection.update(Vec.of(0.2 * random.nextDouble(), 0.2 * random.nextDouble()));
            switches += next.champion() == selection.champion() ? 0 : 1;
            leaderChanges += leader(next) == leader(selection) ? 0 : 1;
            selection = next;
        }
        assertThat(switches).isLessThanOrEqualTo(2);
        assertThat(leaderChanges).isGreaterThan(50);
    }

    private static int leader(ChampionSelection selection) {
        return selection.weights().get(0) >= selection.weights().get(1) ? 0 : 1;
    }

    @Test
    void acceptsTheLossesOfSeveralExamplesAtOnce() {
        ChampionSelection.Weighting config = new ChampionSelection.Weighting(0.5, 50);
        ChampionSelection batched =
                ChampionSelection.start(2, config).update(Vec.of(8, 4), 10).update(Vec.of(1, 2), 10);
        // 2^(−10/50) of what was before
        assertThat(batched.losses().get(0)).isCloseTo(1 + 8 * Math.pow(0.5, 0.2), within(1e-12));
    }
}

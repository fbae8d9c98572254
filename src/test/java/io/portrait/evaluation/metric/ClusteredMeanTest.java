package io.portrait.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClusteredMeanTest {

    /** Clusters of one value: the usual interval of a mean. Values 0, 0, 1, 1 have the variance 1/4. */
    @Test
    void hasTheUsualIntervalWithOneValuePerCluster() {
        ClusteredMean mean = new ClusteredMean();
        double[] values = {0, 0, 1, 1};
        for (int i = 0; i < values.length; i++) {
            mean.add(i, values[i]);
        }
        assertThat(mean.mean()).isEqualTo(0.5);
        assertThat(mean.halfWidth()).isEqualTo(1.959964 * Math.sqrt(0.25 / 4), within(1e-12));
    }

    /** Copies of a person's value tell nothing new, so the interval stays as wide as with one copy. */
    @Test
    void doesNotShrinkByRepetitionWithinAPerson() {
        ClusteredMean once = new ClusteredMean();
        ClusteredMean often = new ClusteredMean();
        for (int person = 0; person < 10; person++) {
            once.add(person, person % 3);
            for (int copy = 0; copy < 50; copy++) {
                often.add(person, person % 3);
            }
        }
        assertThat(often.halfWidth()).isEqualTo(once.halfWidth(), within(1e-12));
    }

    @Test
    void hasNoIntervalForOnePerson() {
        ClusteredMean mean = new ClusteredMean();
        mean.add(1, 1);
        mean.add(1, 0);
        assertThat(mean.mean()).isEqualTo(0.5);
        assertThat(mean.halfWidth()).isNaN();
    }
}

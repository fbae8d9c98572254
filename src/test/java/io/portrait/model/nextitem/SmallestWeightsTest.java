package io.portrait.model.nextitem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallestWeightsTest {

    private static final int CHANGES = 20_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 40, 200})
    void findsTheSameSmallestWeightAsAScan(int size) {
        Random random = new Random(size);
        float[] weights = new float[size];
        for (int i = 0; i < size; i++) {
            weights[i] = random.nextInt(20);
        }
        SmallestWeights smallest = new SmallestWeights(weights);

        for (int change = 0; change < CHANGES; change++) {
            int expected = scannedMinimum(weights);
            assertThat(smallest.first(size)).isEqualTo(expected);
            int changed = random.nextBoolean() ? expected : random.nextInt(size);
            // few distinct weights, so that many are equal; some fall, some rise
            smallest.set(changed, random.nextInt(20) + change / 1_000f);
        }
    }

    private static int scannedMinimum(float[] weights) {
        int minimum = 0;
        for (int i = 1; i < weights.length; i++) {
            if (weights[i] < weights[minimum]) {
                minimum = i;
            }
        }
        return minimum;
    }
}

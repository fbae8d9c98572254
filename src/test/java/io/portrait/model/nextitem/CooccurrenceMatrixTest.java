package io.portrait.model.nextitem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CooccurrenceMatrixTest {

    private final CooccurrenceMatrix matrix = new CooccurrenceMatrix(3);

    @Test
    void aNewNeighborReplacesTheOneWithTheSmallestWeight() {
        matrix.add(0, 1, 5);
        matrix.add(0, 2, 1);
        matrix.add(0, 3, 3);
        matrix.add(0, 4, 0.5);
        assertThat(weights(0)).isEqualTo(Map.of(1, 5.0, 3, 3.0, 4, 0.5));
        assertThat(Objects.requireNonNull(matrix.row(0)).total()).isEqualTo(9.5);
    }

    @Test
    void weightsOfTheSamePairAddUp() {
        matrix.add(7, 1, 5);
        matrix.add(7, 1, 2);
        assertThat(weights(7)).isEqualTo(Map.of(1, 7.0));
    }

    @Test
    void anEvictedItemLosesItsRowAndItsEntries() {
        matrix.add(0, 1, 5);
        matrix.add(0, 2, 1);
        matrix.add(1, 2, 1);
        BitSet evicted = new BitSet();
        evicted.set(1);
        matrix.evict(evicted);
        assertThat(weights(0)).isEqualTo(Map.of(2, 1.0));
        assertThat(matrix.row(1)).isNull();
    }

    private Map<Integer, Double> weights(int item) {
        CooccurrenceMatrix.NeighborRow row = Objects.requireNonNull(matrix.row(item));
        Map<Integer, Double> weights = new TreeMap<>();
        for (int i = 0; i < row.size(); i++) {
            weights.put(row.item(i), row.weight(i));
        }
        return weights;
    }
}

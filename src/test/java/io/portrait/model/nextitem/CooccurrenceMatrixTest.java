package io.portrait.model.nextitem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
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

    @Test
    void aFullRowIsThatOfAPlainScanAfterManyChanges() {
        CooccurrenceMatrix full = new CooccurrenceMatrix(100);
        List<Integer> items = new ArrayList<>();
        List<Float> weights = new ArrayList<>();
        Random random = new Random(1);
        for (int step = 1; step <= 30_000; step++) {
            int item = 1 + random.nextInt(2_000);
            float weight = (1 + random.nextInt(9)) * (1 + step / 1_000f);
            full.add(0, item, weight);
            addByScan(items, weights, item, weight);
            if (step % 5_000 == 0) {
                BitSet evicted = new BitSet();
                evicted.set(1 + random.nextInt(2_000), 2_000);
                full.evict(evicted);
                evictByScan(items, weights, evicted);
            } else if (step % 7_000 == 0) {
                full.rescale();
                weights.replaceAll(old -> old * ForwardDecay.RESCALE_FACTOR);
            }
        }
        CooccurrenceMatrix.NeighborRow row = Objects.requireNonNull(full.row(0));
        assertThat(IntStream.range(0, row.size()).mapToObj(row::item).toList()).isEqualTo(items);
        assertThat(IntStream.range(0, row.size())
                        .mapToObj(i -> (float) row.weight(i))
                        .toList())
                .isEqualTo(weights);
    }

    private static void addByScan(List<Integer> items, List<Float> weights, int item, float weight) {
        int index = items.indexOf(item);
        if (index >= 0) {
            weights.set(index, weights.get(index) + weight);
        } else if (items.size() < 100) {
            items.add(item);
            weights.add(weight);
        } else {
            int smallest = weights.indexOf(Collections.min(weights));
            items.set(smallest, item);
            weights.set(smallest, weight);
        }
    }

    private static void evictByScan(List<Integer> items, List<Float> weights, BitSet evicted) {
        for (int i = items.size() - 1; i >= 0; i--) {
            if (evicted.get(items.get(i))) {
                items.remove(/* index */ i);
                weights.remove(i);
            }
        }
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

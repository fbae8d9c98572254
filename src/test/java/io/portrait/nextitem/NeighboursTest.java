package io.portrait.nextitem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    private final Neighbours neighbours = new Neighbours(3);

    @Test
    void aNewcomerTakesThePlaceOfTheLightest() {
        neighbours.add(0, 1, 5);
        neighbours.add(0, 2, 1);
        neighbours.add(0, 3, 3);
        neighbours.add(0, 4, 0.5);
        assertThat(weights(0)).isEqualTo(Map.of(1, 5.0, 3, 3.0, 4, 0.5));
        assertThat(Objects.requireNonNull(neighbours.row(0)).total()).isEqualTo(9.5);
    }

    @Test
    void whatComesAgainAddsUp() {
        neighbours.add(7, 1, 5);
        neighbours.add(7, 1, 2);
        assertThat(weights(7)).isEqualTo(Map.of(1, 7.0));
    }

    @Test
    void whatIsForgottenIsInNoListAndHasNone() {
        neighbours.add(0, 1, 5);
        neighbours.add(0, 2, 1);
        neighbours.add(1, 2, 1);
        BitSet gone = new BitSet();
        gone.set(1);
        neighbours.forget(gone);
        assertThat(weights(0)).isEqualTo(Map.of(2, 1.0));
        assertThat(neighbours.row(1)).isNull();
    }

    private Map<Integer, Double> weights(int place) {
        Neighbours.Row row = Objects.requireNonNull(neighbours.row(place));
        Map<Integer, Double> weights = new TreeMap<>();
        for (int i = 0; i < row.size(); i++) {
            weights.put(row.place(i), row.weight(i));
        }
        return weights;
    }
}

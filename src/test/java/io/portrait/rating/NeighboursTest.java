package io.portrait.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    @Test
    void countsAndAddsUp() {
        Neighbours neighbours = new Neighbours(64);
        neighbours.add(3, 0.5f);
        neighbours.add(0, 2f);
        neighbours.add(3, -2f);
        int place = neighbours.find(3);
        assertThat(neighbours.count(place)).isEqualTo(2);
        assertThat(neighbours.product(place)).isEqualTo(-1.5f);
        assertThat(neighbours.find(4)).isEqualTo(Neighbours.NOWHERE);
    }

    @Test
    void keepsAllWhileThereIsRoom() {
        Neighbours neighbours = new Neighbours(1 << 16);
        for (int round = 0; round < 2; round++) {
            for (int serial = 0; serial < 1_000; serial++) {
                neighbours.add(serial, serial);
            }
        }
        for (int serial = 0; serial < 1_000; serial++) {
            assertThat(neighbours.count(neighbours.find(serial))).isEqualTo(2);
            assertThat(neighbours.product(neighbours.find(serial))).isEqualTo(2 * serial);
        }
    }

    @Test
    void theFrequentStayWhileTheRareComeAndGo() {
        Neighbours neighbours = new Neighbours(16);
        for (int i = 0; i < 10_000; i++) {
            neighbours.add(1, 1);
            neighbours.add(2, 1);
            neighbours.add(1_000 + i, 1);
        }
        assertThat(neighbours.count(neighbours.find(1))).isEqualTo(10_000);
        assertThat(neighbours.count(neighbours.find(2))).isEqualTo(10_000);
        long kept = IntStream.range(1_000, 11_000)
                .filter(serial -> neighbours.find(serial) != Neighbours.NOWHERE)
                .count();
        assertThat(kept).isBetween(1L, 14L);
    }

    @Test
    void theFrequentOfYesterdayMakeRoom() {
        Neighbours neighbours = new Neighbours(8);
        for (int serial = 0; serial < 8; serial++) {
            for (int i = 0; i < 1_000; i++) {
                neighbours.add(serial, 1);
            }
        }
        for (int i = 0; i < 1_000; i++) {
            neighbours.add(99, 1);
        }
        assertThat(neighbours.count(neighbours.find(99))).isGreaterThan(500);
    }
}

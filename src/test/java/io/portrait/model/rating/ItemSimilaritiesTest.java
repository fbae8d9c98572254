package io.portrait.model.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemSimilaritiesTest {

    @Test
    void countsRatersAndSumsProducts() {
        ItemSimilarities similarities = new ItemSimilarities(64);
        similarities.add(3, 0.5f);
        similarities.add(0, 2f);
        similarities.add(3, -2f);
        int slot = similarities.find(3);
        assertThat(similarities.count(slot)).isEqualTo(2);
        assertThat(similarities.product(slot)).isEqualTo(-1.5f);
        assertThat(similarities.find(4)).isEqualTo(ItemSimilarities.NOT_FOUND);
    }

    @Test
    void keepsAllWhileThereIsRoom() {
        ItemSimilarities similarities = new ItemSimilarities(1 << 16);
        for (int round = 0; round < 2; round++) {
            for (int serial = 0; serial < 1_000; serial++) {
                similarities.add(serial, serial);
            }
        }
        for (int serial = 0; serial < 1_000; serial++) {
            assertThat(similarities.count(similarities.find(serial))).isEqualTo(2);
            assertThat(similarities.product(similarities.find(serial))).isEqualTo(2 * serial);
        }
    }

    @Test
    void frequentNeighborsStayWhileRareOnesAreEvicted() {
        ItemSimilarities similarities = new ItemSimilarities(16);
        for (int i = 0; i < 10_000; i++) {
            similarities.add(1, 1);
            similarities.add(2, 1);
            similarities.add(1_000 + i, 1);
        }
        assertThat(similarities.count(similarities.find(1))).isEqualTo(10_000);
        assertThat(similarities.count(similarities.find(2))).isEqualTo(10_000);
        long rareNeighbors = IntStream.range(1_000, 11_000)
                .filter(serial -> similarities.find(serial) != ItemSimilarities.NOT_FOUND)
                .count();
        assertThat(rareNeighbors).isBetween(1L, 14L);
    }

    @Test
    void formerlyFrequentNeighborsAreEvicted() {
        ItemSimilarities similarities = new ItemSimilarities(8);
        for (int serial = 0; serial < 8; serial++) {
            for (int i = 0; i < 1_000; i++) {
                similarities.add(serial, 1);
            }
        }
        for (int i = 0; i < 1_000; i++) {
            similarities.add(99, 1);
        }
        assertThat(similarities.count(similarities.find(99))).isGreaterThan(500);
    }
}

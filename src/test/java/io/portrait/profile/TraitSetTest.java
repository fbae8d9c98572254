package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraitSetTest {

    private record Told(String name, String json, long at, String message) {}

    private static TraitSet of(List<Told> told) {
        TraitSet traits = new TraitSet();
        told.forEach(one -> traits.tell(Map.of(one.name(), one.json()), one.at(), one.message()));
        return traits;
    }

    @Test
    void theLatestCountsAndNullTakesBack() {
        TraitSet traits = of(List.of(
                new Told("plan", "\"pro\"", 5, "b"),
                new Told("plan", "\"free\"", 3, "c"),
                new Told("plan", "\"other\"", 5, "a"),
                new Told("mail", "\"x\"", 1, "a"),
                new Told("mail", "null", 2, "a")));
        assertThat(traits.current()).containsExactly(Map.entry("plan", "\"pro\""));
    }

    @Test
    void anyOrderOfArrivalGivesTheSameAlsoBeyondTheLimit() {
        Random random = new Random(7);
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            told.add(new Told(
                    "t" + random.nextInt(300), "" + random.nextInt(5), random.nextInt(500), "m" + random.nextInt(50)));
        }
        TraitSet inOrder = of(told);
        assertThat(inOrder.all()).hasSize(TraitSet.MOST);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(told, random);
            assertThat(of(told).all()).isEqualTo(inOrder.all());
        }
    }
}

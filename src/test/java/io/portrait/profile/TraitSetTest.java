package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraitSetTest {

    private record TraitAssignment(String name, String json, long at, String message) {}

    private static TraitSet of(List<TraitAssignment> assignments) {
        TraitSet traits = new TraitSet();
        assignments.forEach(one -> traits.putAll(Map.of(one.name(), one.json()), one.at(), one.message()));
        return traits;
    }

    @Test
    void theLatestValueCountsAndNullRemoves() {
        TraitSet traits = of(List.of(
                new TraitAssignment("plan", "\"pro\"", 5, "b"),
                new TraitAssignment("plan", "\"free\"", 3, "c"),
                new TraitAssignment("plan", "\"other\"", 5, "a"),
                new TraitAssignment("mail", "\"x\"", 1, "a"),
                new TraitAssignment("mail", "null", 2, "a")));
        assertThat(traits.current()).containsExactly(Map.entry("plan", "\"pro\""));
    }

    @Test
    void isIndependentOfTheOrderOfArrivalAlsoBeyondTheLimit() {
        Random random = new Random(7);
        List<TraitAssignment> assignments = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            assignments.add(new TraitAssignment(
                    "t" + random.nextInt(300), "" + random.nextInt(5), random.nextInt(500), "m" + random.nextInt(50)));
        }
        TraitSet inOrder = of(assignments);
        assertThat(inOrder.all()).hasSize(TraitSet.MAX_TRAITS);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(assignments, random);
            assertThat(of(assignments).all()).isEqualTo(inOrder.all());
        }
    }
}

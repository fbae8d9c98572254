package io.portrait.evaluate.offpolicy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** With which probability each action is shown. */
@FunctionalInterface
interface Policy {

    /** The actions that had a chance where another was shown. */
    Map<String, Double> actions(Logged shown);

    /** The probability of what was shown. */
    default double probability(Logged shown) {
        return actions(shown).getOrDefault(shown.action(), 0.0);
    }

    /** The mean policy of a log: the part of each action in what its slot has shown. Rewards are not looked at. */
    static Policy of(List<Logged> log) {
        Map<Integer, Map<String, Double>> bySlot = new HashMap<>();
        Map<Integer, Double> sizes = new HashMap<>();
        log.forEach(shown -> sizes.merge(shown.slot(), 1.0, Double::sum));
        log.forEach(shown -> bySlot.computeIfAbsent(shown.slot(), slot -> new HashMap<>())
                .merge(shown.action(), 1 / sizes.getOrDefault(shown.slot(), 1.0), Double::sum));
        return shown -> bySlot.getOrDefault(shown.slot(), Map.of());
    }

    /** Those that can be told from the choices of each decision, by their names. */
    static SequencedMap<String, Policy> ofChoices() {
        SequencedMap<String, Policy> policies = new TreeMap<>();
        policies.put("greedy", shown -> Map.of(shown.choices().getFirst(), 1.0));
        policies.put(
                "uniform",
                shown -> shown.choices().stream()
                        .collect(Collectors.toMap(
                                choice -> choice,
                                choice -> 1.0 / shown.choices().size())));
        return policies;
    }
}

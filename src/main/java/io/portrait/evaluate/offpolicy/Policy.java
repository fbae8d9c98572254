package io.portrait.evaluate.offpolicy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** With which probability each action is shown in each slot. */
final class Policy {

    private final Map<Integer, Map<String, Double>> bySlot = new HashMap<>();

    private Policy() {}

    /** The mean policy of a log: the part of each action in what its slot has shown. Rewards are not looked at. */
    static Policy of(List<Logged> log) {
        Policy policy = new Policy();
        Map<Integer, Double> sizes = new HashMap<>();
        log.forEach(shown -> sizes.merge(shown.slot(), 1.0, Double::sum));
        log.forEach(shown -> policy.bySlot
                .computeIfAbsent(shown.slot(), slot -> new HashMap<>())
                .merge(shown.action(), 1 / sizes.getOrDefault(shown.slot(), 1.0), Double::sum));
        return policy;
    }

    double probability(int slot, String action) {
        return actions(slot).getOrDefault(action, 0.0);
    }

    /** The actions of a slot that have a chance. */
    Map<String, Double> actions(int slot) {
        return bySlot.getOrDefault(slot, Map.of());
    }
}

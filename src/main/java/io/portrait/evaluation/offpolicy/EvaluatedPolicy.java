package io.portrait.evaluation.offpolicy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** With which probability each action is shown. */
@FunctionalInterface
interface EvaluatedPolicy {

    /** The actions that had a chance where another was shown. */
    Map<String, Double> actionProbabilities(LoggedAction logged);

    /** The probability of what was shown. */
    default double probability(LoggedAction logged) {
        return actionProbabilities(logged).getOrDefault(logged.action(), 0.0);
    }

    /** The mean policy of a log: the part of each action in what its slot has shown. Rewards are not looked at. */
    static EvaluatedPolicy averageOf(List<LoggedAction> log) {
        Map<Integer, Map<String, Double>> bySlot = new HashMap<>();
        Map<Integer, Double> sizes = new HashMap<>();
        log.forEach(logged -> sizes.merge(logged.slot(), 1.0, Double::sum));
        log.forEach(logged -> bySlot.computeIfAbsent(logged.slot(), slot -> new HashMap<>())
                .merge(logged.action(), 1 / sizes.getOrDefault(logged.slot(), 1.0), Double::sum));
        return logged -> bySlot.getOrDefault(logged.slot(), Map.of());
    }

    /** Those that can be told from the choices of each decision, by their names. */
    static SequencedMap<String, EvaluatedPolicy> candidatePolicies() {
        SequencedMap<String, EvaluatedPolicy> policies = new TreeMap<>();
        policies.put("greedy", logged -> Map.of(logged.candidates().getFirst(), 1.0));
        policies.put(
                "uniform",
                logged -> logged.candidates().stream()
                        .collect(Collectors.toMap(
                                candidate -> candidate,
                                candidate -> 1.0 / logged.candidates().size())));
        return policies;
    }
}

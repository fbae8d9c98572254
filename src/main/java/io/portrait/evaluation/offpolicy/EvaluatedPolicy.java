package io.portrait.evaluation.offpolicy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A policy: the probability of each action in the situation of a logged action. */
@FunctionalInterface
interface EvaluatedPolicy {

    /** The probabilities of all actions in the situation of a logged action. */
    Map<String, Double> actionProbabilities(LoggedAction logged);

    /** The probability of the logged action. */
    default double probability(LoggedAction logged) {
        return actionProbabilities(logged).getOrDefault(logged.action(), 0.0);
    }

    /** The average policy of a log: the frequency of each action in its slot. It does not depend on the rewards. */
    static EvaluatedPolicy averageOf(List<LoggedAction> log) {
        Map<Integer, Map<String, Double>> bySlot = new HashMap<>();
        Map<Integer, Double> sizes = new HashMap<>();
        log.forEach(logged -> sizes.merge(logged.slot(), 1.0, Double::sum));
        log.forEach(logged -> bySlot.computeIfAbsent(logged.slot(), slot -> new HashMap<>())
                .merge(logged.action(), 1 / sizes.getOrDefault(logged.slot(), 1.0), Double::sum));
        return logged -> bySlot.getOrDefault(logged.slot(), Map.of());
    }

    /** The policies that are defined by the candidates of each logged action, by name. */
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

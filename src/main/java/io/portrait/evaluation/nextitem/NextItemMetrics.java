package io.portrait.evaluation.nextitem;

import io.portrait.evaluation.task.EvaluationReport.ReportRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The metrics of all learners over all choices, and of some of them over each group of choices. Mutable. */
final class NextItemMetrics {

    private final List<String> groupedLearners;
    private final boolean baskets;
    private final SequencedMap<String, LearnerMetrics> byLearner = new LinkedHashMap<>();
    private final Map<InteractionGroup, SequencedMap<String, LearnerMetrics>> byGroup =
            new EnumMap<>(InteractionGroup.class);

    /**
     * Creates empty metrics.
     *
     * @param learners the names of the learners in the order of the report
     * @param groupedLearners those with a row for each group of choices
     * @param baskets whether the choices are baskets
     */
    NextItemMetrics(List<String> learners, List<String> groupedLearners, boolean baskets) {
        this.groupedLearners = groupedLearners;
        this.baskets = baskets;
        learners.forEach(learner -> byLearner.put(learner, newMetrics()));
    }

    private LearnerMetrics newMetrics() {
        Supplier<LearnerMetrics> constructor = baskets ? BasketMetrics::new : RankMetrics::new;
        return constructor.get();
    }

    /**
     * Adds a choice, or a basket with the circumstances of its first item.
     *
     * @param ranks for each item its ranks by the name of the learner; 0 or absent if the item was not ranked
     */
    void add(int user, InteractionContext context, List<Map<String, Integer>> ranks) {
        byLearner.forEach((learner, metrics) -> metrics.add(user, ranksOf(learner, ranks)));
        groups().filter(group -> group.contains(context))
                .forEach(group ->
                        groupMetrics(group).forEach((learner, metrics) -> metrics.add(user, ranksOf(learner, ranks))));
    }

    private SequencedMap<String, LearnerMetrics> groupMetrics(InteractionGroup group) {
        return byGroup.computeIfAbsent(group, g -> {
            SequencedMap<String, LearnerMetrics> metrics = new LinkedHashMap<>();
            groupedLearners.forEach(learner -> metrics.put(learner, newMetrics()));
            return metrics;
        });
    }

    private static List<Integer> ranksOf(String learner, List<Map<String, Integer>> ranks) {
        return ranks.stream().map(item -> item.getOrDefault(learner, 0)).toList();
    }

    private Stream<InteractionGroup> groups() {
        return Stream.of(InteractionGroup.values()).filter(group -> !(baskets && group.isByItem()));
    }

    List<ReportRow> rows() {
        List<ReportRow> rows = new ArrayList<>();
        byLearner.forEach((learner, metrics) -> rows.add(metrics.row(learner)));
        byGroup.forEach((group, byName) -> byName.forEach(
                (learner, metrics) -> rows.add(metrics.row("%s: %s".formatted(group.label(), learner)))));
        return rows;
    }
}

package io.portrait.evaluation.nextitem;

import io.portrait.evaluation.task.EvaluationReport.ReportRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The metrics of all learners over all choices, and of some of them over each group of choices. Mutable. */
final class NextItemMetrics {

    private final List<String> learners;
    private final List<String> groupedLearners;
    private final boolean baskets;
    private final Map<String, LearnerMetrics> byLearner = new HashMap<>();
    private final Map<ChoiceGroup, Map<String, LearnerMetrics>> byGroup = new EnumMap<>(ChoiceGroup.class);

    /**
     * Creates empty metrics.
     *
     * @param learners the names of the learners in the order of the report
     * @param groupedLearners those with a row for each group of choices
     * @param baskets whether the choices are baskets
     */
    NextItemMetrics(List<String> learners, List<String> groupedLearners, boolean baskets) {
        this.learners = learners;
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
    void add(int user, ChoiceContext context, List<Map<String, Integer>> ranks) {
        learners.forEach(learner -> byLearner.get(learner).add(user, ranksOf(learner, ranks)));
        groups().filter(group -> group.contains(context))
                .forEach(group ->
                        groupedLearners.forEach(learner -> byGroup.computeIfAbsent(group, g -> new HashMap<>())
                                .computeIfAbsent(learner, l -> newMetrics())
                                .add(user, ranksOf(learner, ranks))));
    }

    private static List<Integer> ranksOf(String learner, List<Map<String, Integer>> ranks) {
        return ranks.stream().map(item -> item.getOrDefault(learner, 0)).toList();
    }

    private Stream<ChoiceGroup> groups() {
        return Stream.of(ChoiceGroup.values()).filter(group -> !(baskets && group.groupsByItem()));
    }

    List<ReportRow> rows() {
        List<ReportRow> rows = new ArrayList<>();
        learners.forEach(learner -> rows.add(byLearner.get(learner).row(learner)));
        byGroup.forEach((group, metrics) -> groupedLearners.forEach(learner ->
                rows.add(metrics.get(learner).row("%s: %s".formatted(group.label(), learner)))));
        return rows;
    }
}

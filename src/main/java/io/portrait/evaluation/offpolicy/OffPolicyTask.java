package io.portrait.evaluation.offpolicy;

import io.portrait.evaluation.data.ColumnRoles;
import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.data.TableRow;
import io.portrait.evaluation.data.UnreadableDataException;
import io.portrait.evaluation.offpolicy.OffPolicyEstimators.IntervalEstimate;
import io.portrait.evaluation.task.EvaluationOptions;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationTask;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportHeader;
import io.portrait.evaluation.task.TableOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What a policy would have earned, {@code --evaluate=off-policy}: estimated from {@code --data}, the log of another policy
 * with its propensities.
 *
 * <p>With {@code --policy-log}, the policy's own log, it is set beside what it earned there. That log gives the policy's
 * probabilities by what it showed, not by what came of it. The columns' defaults are those of the Open Bandit Dataset.
 *
 * <p>Without, {@code --data} is the service's own log of served lists ({@link ServedListReader}), and the policies are those of
 * {@code --policies}: the last place given as if nothing was tried ({@code greedy}), or by chance ({@code uniform}).
 */
public final class OffPolicyTask implements EvaluationTask {

    private static final long SEED = 20_191_124;

    private static final ColumnRoles DEFAULT_COLUMNS = new ColumnRoles(
            Optional.of("click"),
            Optional.of("timestamp"),
            Optional.empty(),
            Optional.of("item_id"),
            new ColumnRoles.FeatureColumns.Listed(List.of("propensity_score", "position"), List.of()));

    @Override
    public String name() {
        return "off-policy";
    }

    @Override
    public String summary() {
        return "what a policy would have earned, from the log of another";
    }

    @Override
    public Set<String> options() {
        Set<String> names = new HashSet<>(TableOptions.NAMES);
        names.addAll(List.of("policy-log", "policies", "reward"));
        return names;
    }

    @Override
    public EvaluationReport run(EvaluationOptions options, ProgressBar progress) throws IOException {
        return options.isGiven("policy-log") ? fromTables(options) : fromServedLists(options);
    }

    private EvaluationReport fromServedLists(EvaluationOptions options) throws IOException {
        String reward = options.oneOf("reward", "turned-to", "turned-to", "bought");
        Path file = Path.of(options.required("data"));
        ServedListReader log = ServedListReader.read(
                file,
                reward.equals("bought") ? "bought" : "turnedTo",
                options.positiveInteger("limit", Integer.MAX_VALUE));
        if (log.loggedActions().isEmpty()) {
            throw new UnreadableDataException("of %,d lists none has a drawn place".formatted(log.listCount()));
        }
        EvaluationReport.ReportBuilder report = EvaluationReport.of(name())
                .fact("task", name())
                .fact("data", String.valueOf(file.getFileName()))
                .fact(
                        "lists",
                        "%,d read, %,d with a drawn place"
                                .formatted(log.listCount(), log.loggedActions().size()))
                .fact("reward", reward)
                .rows(List.of(row("logged policy, seen", observedReward(log.loggedActions()))));
        policies(options).forEach((name, policy) -> {
            OffPolicyEstimators estimators = new OffPolicyEstimators(log.loggedActions(), policy, SEED);
            report.fact("lists worth, " + name, "%.0f of its own".formatted(estimators.effectiveSampleSize()))
                    .rows(List.of(
                            row(name + ", IPS", estimators.ips()),
                            row(name + ", SNIPS", estimators.snips()),
                            row(name + ", DR", estimators.doublyRobust())));
        });
        return report.build();
    }

    private static Map<String, EvaluatedPolicy> policies(EvaluationOptions options) {
        SequencedMap<String, EvaluatedPolicy> policies = EvaluatedPolicy.candidatePolicies();
        List<String> requested = options.list("policies");
        if (!policies.keySet().containsAll(requested)) {
            throw new IllegalArgumentException(
                    "--policies must be of %s, is %s".formatted(policies.keySet(), requested));
        }
        if (!requested.isEmpty()) {
            policies.keySet().retainAll(requested);
        }
        return policies;
    }

    private EvaluationReport fromTables(EvaluationOptions options) throws IOException {
        Table table = TableOptions.read(options, DEFAULT_COLUMNS, Instant.EPOCH);
        List<LoggedAction> log = readLog(table);
        List<LoggedAction> policyLog = readLog(TableOptions.read(
                options.withValue("data", options.required("policy-log")), DEFAULT_COLUMNS, Instant.EPOCH));
        OffPolicyEstimators estimators = new OffPolicyEstimators(log, EvaluatedPolicy.averageOf(policyLog), SEED);
        return ReportHeader.of(name(), options, table)
                .fact("rows worth", "%.0f of the policy's own".formatted(estimators.effectiveSampleSize()))
                .rows(List.of(
                        row("logged policy, seen", observedReward(log)),
                        row("IPS", estimators.ips()),
                        row("SNIPS", estimators.snips()),
                        row("DR", estimators.doublyRobust()),
                        row("policy, seen in its own log", observedReward(policyLog))))
                .build();
    }

    private static List<LoggedAction> readLog(Table table) {
        List<LoggedAction> log = new ArrayList<>();
        for (TableRow row : table) {
            log.add(new LoggedAction(
                    (int) row.numbers().get(1),
                    table.itemId(row.item()),
                    row.numbers().get(0),
                    row.target()));
        }
        return log;
    }

    /** What a policy earned itself: the estimate from its own log, where all weights are 1. */
    private static IntervalEstimate observedReward(List<LoggedAction> log) {
        List<LoggedAction> withoutPropensities = log.stream()
                .map(logged -> new LoggedAction(0, "shown", 1, logged.reward()))
                .toList();
        return new OffPolicyEstimators(withoutPropensities, EvaluatedPolicy.averageOf(withoutPropensities), SEED).ips();
    }

    private static EvaluationReport.ReportRow row(String name, IntervalEstimate estimate) {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        figures.put("reward", estimate.value());
        figures.put("95 % from", estimate.low());
        figures.put("to", estimate.high());
        return new EvaluationReport.ReportRow(name, figures);
    }
}

package io.portrait.evaluation.offpolicy;

import io.portrait.evaluation.data.ColumnRoles;
import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.data.TableRow;
import io.portrait.evaluation.data.UnreadableDataException;
import io.portrait.evaluation.offpolicy.OffPolicyEstimators.IntervalEstimate;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationTask;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportHeader;
import io.portrait.evaluation.task.TableOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The task {@code off-policy}: estimates the mean reward of a policy from {@code --data}, the log of another policy with
 * its propensities.
 *
 * <p>With {@code --policy-log}, the log of the evaluated policy itself, the estimate is reported beside the reward that this
 * policy observed. Only the actions of that log define the policy's probabilities, not the rewards. The default columns are
 * those of the Open Bandit Dataset.
 *
 * <p>Without it, {@code --data} is the log of served lists of the service ({@link ServedListReader}), and the policies are
 * those of {@code --policies}: the last rank filled without exploration ({@code greedy}) or at random ({@code uniform}).
 */
@Command(
        name = "--evaluate=off-policy",
        description = "the reward that a policy would have had, from the log of another",
        sortOptions = false)
public final class OffPolicyTask extends EvaluationTask {

    private static final long SEED = 20_191_124;

    private static final ColumnRoles DEFAULT_COLUMNS = new ColumnRoles(
            Optional.of("click"),
            Optional.of("timestamp"),
            Optional.empty(),
            Optional.of("item_id"),
            new ColumnRoles.FeatureColumns.Listed(List.of("propensity_score", "position"), List.of()));

    /** The outcome of a served item that counts as a reward of 1. */
    private enum RewardOption {
        INTERACTION("interacted"),
        PURCHASE("purchased");

        private final String field;

        RewardOption(String field) {
            this.field = field;
        }
    }

    @Mixin
    private final TableOptions tableOptions = new TableOptions();

    @Option(
            names = "--policy-log",
            paramLabel = "<file>",
            description = "the log of the policy to evaluate; without it, --data is a log of served lists")
    private Optional<Path> policyLog = Optional.empty();

    @Option(
            names = "--policies",
            split = ",",
            paramLabel = "<policy>",
            description = "of a log of served lists: greedy, uniform (default: both)")
    private List<String> policies = List.of();

    @Option(
            names = "--reward",
            paramLabel = "<reward>",
            description = "of a log of served lists: interaction or purchase (default: interaction)")
    private RewardOption reward = RewardOption.INTERACTION;

    @Override
    public EvaluationReport run(ProgressBar progress) throws IOException {
        return policyLog.isPresent() ? fromTables(policyLog.get()) : fromServedLists();
    }

    private EvaluationReport fromServedLists() throws IOException {
        ServedListReader log = ServedListReader.read(data(), reward.field, tableOptions.limit());
        if (log.loggedActions().isEmpty()) {
            throw new UnreadableDataException(
                    "none of %,d lists has a randomized last rank".formatted(log.listCount()));
        }
        EvaluationReport.ReportBuilder report = EvaluationReport.of(name())
                .fact("task", name())
                .fact("data", String.valueOf(data().getFileName()))
                .fact(
                        "lists",
                        "%,d read, %,d with a randomized last rank"
                                .formatted(log.listCount(), log.loggedActions().size()))
                .fact("reward", reward.name().toLowerCase(Locale.ROOT))
                .rows(List.of(row("logged policy, observed", observedReward(log.loggedActions()))));
        selectedPolicies().forEach((name, policy) -> {
            OffPolicyEstimators estimators = new OffPolicyEstimators(log.loggedActions(), policy, SEED);
            report.fact("effective sample size, " + name, "%.0f lists".formatted(estimators.effectiveSampleSize()))
                    .rows(List.of(
                            row(name + ", IPS", estimators.ips()),
                            row(name + ", SNIPS", estimators.snips()),
                            row(name + ", DR", estimators.doublyRobust())));
        });
        return report.build();
    }

    private Map<String, EvaluatedPolicy> selectedPolicies() {
        SequencedMap<String, EvaluatedPolicy> selected = EvaluatedPolicy.candidatePolicies();
        if (!selected.keySet().containsAll(policies)) {
            throw new IllegalArgumentException(
                    "--policies must be of %s, is %s".formatted(selected.keySet(), policies));
        }
        if (!policies.isEmpty()) {
            selected.keySet().retainAll(policies);
        }
        return selected;
    }

    private EvaluationReport fromTables(Path policyFile) throws IOException {
        Table table = tableOptions.read(data(), DEFAULT_COLUMNS, Instant.EPOCH);
        List<LoggedAction> log = readLog(table);
        List<LoggedAction> ownLog = readLog(tableOptions.read(policyFile, DEFAULT_COLUMNS, Instant.EPOCH));
        OffPolicyEstimators estimators = new OffPolicyEstimators(log, EvaluatedPolicy.averageOf(ownLog), SEED);
        return ReportHeader.of(name(), data(), table)
                .fact("effective sample size", "%.0f rows".formatted(estimators.effectiveSampleSize()))
                .rows(List.of(
                        row("logged policy, observed", observedReward(log)),
                        row("IPS", estimators.ips()),
                        row("SNIPS", estimators.snips()),
                        row("DR", estimators.doublyRobust()),
                        row("policy, observed in its own log", observedReward(ownLog))))
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

    /** The mean observed reward of a log: the estimate with all weights 1. */
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

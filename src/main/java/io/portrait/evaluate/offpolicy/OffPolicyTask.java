package io.portrait.evaluate.offpolicy;

import io.portrait.evaluate.data.Columns;
import io.portrait.evaluate.data.Row;
import io.portrait.evaluate.data.Table;
import io.portrait.evaluate.data.UnreadableTableException;
import io.portrait.evaluate.offpolicy.Estimators.Estimate;
import io.portrait.evaluate.task.DataOptions;
import io.portrait.evaluate.task.Facts;
import io.portrait.evaluate.task.Options;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
import io.portrait.evaluate.task.Task;
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
 * <p>Without, {@code --data} is the service's own log of served lists ({@link ServedLog}), and the policies are those of
 * {@code --policies}: the last place given as if nothing was tried ({@code greedy}), or by chance ({@code uniform}).
 */
public final class OffPolicyTask implements Task {

    private static final long SEED = 20_191_124;

    private static final Columns COLUMNS = new Columns(
            Optional.of("click"),
            Optional.of("timestamp"),
            Optional.empty(),
            Optional.of("item_id"),
            new Columns.Features.Named(List.of("propensity_score", "position"), List.of()));

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
        Set<String> names = new HashSet<>(DataOptions.NAMES);
        names.addAll(List.of("policy-log", "policies", "reward"));
        return names;
    }

    @Override
    public Report run(Options options, ProgressBar progress) throws IOException {
        return options.has("policy-log") ? fromTables(options) : fromServedLists(options);
    }

    private Report fromServedLists(Options options) throws IOException {
        String reward = options.oneOf("reward", "turned-to", "turned-to", "bought");
        Path file = Path.of(options.required("data"));
        ServedLog log = ServedLog.read(
                file, reward.equals("bought") ? "bought" : "turnedTo", options.count("limit", Integer.MAX_VALUE));
        if (log.decisions().isEmpty()) {
            throw new UnreadableTableException("of %,d lists none has a drawn place".formatted(log.lists()));
        }
        Report.Builder report = Report.of(name())
                .fact("task", name())
                .fact("data", String.valueOf(file.getFileName()))
                .fact(
                        "lists",
                        "%,d read, %,d with a drawn place"
                                .formatted(log.lists(), log.decisions().size()))
                .fact("reward", reward)
                .rows(List.of(row("logged policy, seen", seen(log.decisions()))));
        policies(options).forEach((name, policy) -> {
            Estimators estimators = new Estimators(log.decisions(), policy, SEED);
            report.fact("lists worth, " + name, "%.0f of its own".formatted(estimators.effectiveRows()))
                    .rows(List.of(
                            row(name + ", IPS", estimators.ips()),
                            row(name + ", SNIPS", estimators.selfNormalised()),
                            row(name + ", DR", estimators.doublyRobust())));
        });
        return report.build();
    }

    private static Map<String, Policy> policies(Options options) {
        SequencedMap<String, Policy> known = Policy.ofChoices();
        List<String> asked = options.list("policies");
        if (!known.keySet().containsAll(asked)) {
            throw new IllegalArgumentException("--policies must be of %s, is %s".formatted(known.keySet(), asked));
        }
        if (!asked.isEmpty()) {
            known.keySet().retainAll(asked);
        }
        return known;
    }

    private Report fromTables(Options options) throws IOException {
        Table table = DataOptions.read(options, COLUMNS, Instant.EPOCH);
        List<Logged> log = log(table);
        List<Logged> own =
                log(DataOptions.read(options.with("data", options.required("policy-log")), COLUMNS, Instant.EPOCH));
        Estimators estimators = new Estimators(log, Policy.of(own), SEED);
        return Facts.of(name(), options, table)
                .fact("rows worth", "%.0f of the policy's own".formatted(estimators.effectiveRows()))
                .rows(List.of(
                        row("logged policy, seen", seen(log)),
                        row("IPS", estimators.ips()),
                        row("SNIPS", estimators.selfNormalised()),
                        row("DR", estimators.doublyRobust()),
                        row("policy, seen in its own log", seen(own))))
                .build();
    }

    private static List<Logged> log(Table table) {
        List<Logged> log = new ArrayList<>();
        for (Row row : table) {
            log.add(new Logged(
                    (int) row.numbers().get(1),
                    table.item(row.item()),
                    row.numbers().get(0),
                    row.target()));
        }
        return log;
    }

    /** What a policy earned itself: the estimate from its own log, where all weights are 1. */
    private static Estimate seen(List<Logged> log) {
        List<Logged> alone = log.stream()
                .map(shown -> new Logged(0, "shown", 1, shown.reward()))
                .toList();
        return new Estimators(alone, Policy.of(alone), SEED).ips();
    }

    private static Report.Row row(String name, Estimate estimate) {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        figures.put("reward", estimate.value());
        figures.put("95 % from", estimate.low());
        figures.put("to", estimate.high());
        return new Report.Row(name, figures);
    }
}

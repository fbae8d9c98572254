package io.portrait.evaluate.offpolicy;

import io.portrait.evaluate.data.Columns;
import io.portrait.evaluate.data.Row;
import io.portrait.evaluate.data.Table;
import io.portrait.evaluate.offpolicy.Estimators.Estimate;
import io.portrait.evaluate.task.DataOptions;
import io.portrait.evaluate.task.Facts;
import io.portrait.evaluate.task.Options;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
import io.portrait.evaluate.task.Task;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What a policy would have earned, {@code --evaluate=off-policy}: estimated from {@code --data}, the log of another policy
 * with its propensities, and set beside what it earned in {@code --policy-log}, its own log. That log gives the policy's
 * probabilities by what it showed, not by what came of it. The columns' defaults are those of the Open Bandit Dataset.
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
        names.add("policy-log");
        return names;
    }

    @Override
    public Report run(Options options, ProgressBar progress) throws IOException {
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

package io.portrait.evaluate.fraud;

import io.portrait.evaluate.data.Columns;
import io.portrait.evaluate.data.Table;
import io.portrait.evaluate.task.DataOptions;
import io.portrait.evaluate.task.Facts;
import io.portrait.evaluate.task.Options;
import io.portrait.evaluate.task.Period;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
import io.portrait.evaluate.task.Task;
import io.portrait.feature.RiskFeatures;
import io.portrait.learning.Learner;
import io.portrait.learning.Learners;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The risk of card payments, {@code --evaluate=fraud}, with the protocol of the Fraud Detection Handbook: labels come
 * late, and cards that are known as compromised are on no list. The columns' defaults are those of its simulated data.
 *
 * <p>Features, learners and their step sizes were chosen on the weeks from 11 July to 7 August 2018, not on the one that is
 * reported by default (decision 0028).
 */
public final class FraudTask implements Task {

    private static final Instant ORIGIN = Instant.parse("2018-04-01T00:00:00Z");

    private static final Columns COLUMNS = new Columns(
            Optional.of("TX_FRAUD"),
            Optional.of("TX_TIME_SECONDS"),
            Optional.of("CUSTOMER_ID"),
            Optional.of("TERMINAL_ID"),
            new Columns.Features.Named(List.of("TX_AMOUNT"), List.of()));

    private static final Period WEEK =
            Period.between(Instant.parse("2018-08-08T00:00:00Z"), Instant.parse("2018-08-15T00:00:00Z"));

    private static final String LINEAR = "ftrl-proximal";

    @Override
    public String name() {
        return "fraud";
    }

    @Override
    public String summary() {
        return "the risk of card payments whose labels come late";
    }

    @Override
    public Set<String> options() {
        Set<String> names = new HashSet<>(Set.of("label-delay", "learners"));
        names.addAll(DataOptions.NAMES);
        names.addAll(Period.NAMES);
        return names;
    }

    @Override
    public Report run(Options options, ProgressBar progress) throws IOException {
        Duration delay = options.duration("label-delay", Duration.ofDays(7));
        Period period = Period.of(options, WEEK);
        List<FraudLearner> learners = learners(options);
        Table table = DataOptions.read(options, COLUMNS, ORIGIN);
        requireColumns(table);
        FraudRun run = new FraudRun(learners, period, delay);
        run.over(table, progress);
        return Facts.of(name(), options, table)
                .fact("label delay", delay.toString())
                .fact("reported", period.toString())
                .fact("left out", "%,d payments of cards known as compromised".formatted(run.excluded()))
                .rows(run.rows())
                .build();
    }

    private static void requireColumns(Table table) {
        if (table.users() == 0 || table.items() == 0 || table.numericColumns().size() != 1) {
            throw new IllegalArgumentException(
                    "a card, a terminal and one amount are needed: --user=… --item=… --numeric=…");
        }
        if (!table.isBinary()) {
            throw new IllegalArgumentException("labels must be 0 or 1; there are others");
        }
    }

    /** Those beside the model that serves: the linear one, and what else is asked for. */
    private static List<FraudLearner> learners(Options options) {
        List<FraudLearner> learners = new ArrayList<>();
        learners.add(plain(LINEAR, Learners.of(LINEAR + "(dimensions=%d)".formatted(RiskFeatures.SIZE))));
        for (String name : options.list("learners")) {
            learners.add(plain(name, Learners.described(name, RiskFeatures.SIZE)));
        }
        return learners;
    }

    private static FraudLearner plain(String name, Learner<?> learner) {
        return new FraudLearner(name, learner);
    }
}

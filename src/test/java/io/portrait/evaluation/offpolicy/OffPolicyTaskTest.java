package io.portrait.evaluation.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portrait.evaluation.data.UnreadableDataException;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.ProgressBar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Estimates for other policies from a simulated log of served lists with known true rewards. */
class OffPolicyTaskTest {

    /** The click rates of six items. */
    private static final double[] RATES = {0.02, 0.05, 0.1, 0.2, 0.35, 0.6};

    private static final int LISTS = 3_000;
    private static final int CANDIDATES = 4;

    private final Random random = new Random(17);
    private final Path file;
    private double greedyTruth;
    private double uniformTruth;

    OffPolicyTaskTest(@TempDir Path directory) {
        this.file = directory.resolve("lists.ndjson");
    }

    /** Writes lists with different candidates and exploration shares. The simulated service ranks bad items first. */
    private void writeLists() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int number = 1; number <= LISTS; number++) {
            List<Integer> candidates = drawCandidates();
            double explorationShare = number % 2 == 0 ? 0.2 : 0.6;
            double[] propensities = IntStream.range(0, CANDIDATES)
                    .mapToDouble(i -> (i == 0 ? 1 - explorationShare : 0) + explorationShare / CANDIDATES)
                    .toArray();
            int drawnIndex = random.nextDouble() < 1 - explorationShare ? 0 : random.nextInt(CANDIDATES);
            boolean clicked = random.nextDouble() < RATES[candidates.get(drawnIndex)];
            greedyTruth += RATES[candidates.getFirst()] / LISTS;
            uniformTruth += candidates.stream().mapToDouble(item -> RATES[item]).sum() / CANDIDATES / LISTS;
            lines.append(line(number, candidates, propensities, drawnIndex, clicked));
        }
        Files.writeString(file, lines);
    }

    private List<Integer> drawCandidates() {
        List<Integer> items =
                new ArrayList<>(IntStream.range(0, RATES.length).boxed().toList());
        Collections.shuffle(items, random);
        List<Integer> candidates = new ArrayList<>(items.subList(0, CANDIDATES));
        Collections.swap(candidates, 0, candidates.indexOf(Collections.min(candidates)));
        return candidates;
    }

    private static String line(
            int number, List<Integer> candidates, double[] propensities, int drawnIndex, boolean clicked) {
        String drawn = IntStream.range(0, CANDIDATES)
                .mapToObj(i -> "{\"id\":\"item-%d\",\"probability\":%s}".formatted(candidates.get(i), propensities[i]))
                .collect(Collectors.joining(","));
        return """
            {"number":%d,"items":[{"id":"fixed","propensity":1.0,"interacted":true,"purchased":false},\
            {"id":"item-%d","propensity":%s,"interacted":%s,"purchased":false}],"candidates":[%s]}
            """.formatted(number, candidates.get(drawnIndex), propensities[drawnIndex], clicked, drawn);
    }

    private EvaluationReport evaluate(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--data=" + file));
        arguments.addAll(List.of(more));
        OffPolicyTask task = new OffPolicyTask();
        task.commandLine().parseArgs(arguments.toArray(String[]::new));
        return task.run(ProgressBar.silent());
    }

    /** Six 95 % intervals with a fixed seed; the mean of the log is far from both true rewards. */
    @Test
    void theIntervalsContainTheTrueRewardsOfOtherPolicies() throws IOException {
        writeLists();
        EvaluationReport report = evaluate();
        for (String estimator : List.of("IPS", "SNIPS", "DR")) {
            assertIntervalContains(report, "greedy, " + estimator, greedyTruth);
            assertIntervalContains(report, "uniform, " + estimator, uniformTruth);
        }
        assertThat(report.figure("logged policy, observed", "95 % from")).isGreaterThan(greedyTruth);
        assertThat(report.figure("logged policy, observed", "to")).isLessThan(uniformTruth);
        assertThat(report.facts()).containsEntry("lists", "3,000 read, 3,000 with a randomized last rank");
    }

    private static void assertIntervalContains(EvaluationReport report, String row, double truth) {
        assertThat(truth).as(row).isBetween(report.figure(row, "95 % from"), report.figure(row, "to"));
        assertThat(report.figure(row, "to") - report.figure(row, "95 % from"))
                .as("%s says something", row)
                .isLessThan(0.15);
    }

    @Test
    void reportsOnlyTheRequestedRewardAndPolicies() throws IOException {
        writeLists();
        EvaluationReport purchased = evaluate("--reward=purchase", "--policies=uniform");
        assertThat(purchased.figure("uniform, IPS", "reward")).isZero();
        assertThat(purchased.rows()).noneMatch(row -> row.learner().startsWith("greedy"));
        assertThatIllegalArgumentException().isThrownBy(() -> evaluate("--policies=best"));
    }

    @Test
    void rejectsALogWithoutExploration() throws IOException {
        Files.writeString(file, """
            {"number":1,"items":[{"id":"fixed","propensity":1.0}],"candidates":[]}
            """);
        assertThatThrownBy(this::evaluate)
                .isInstanceOf(UnreadableDataException.class)
                .hasMessageContaining("none");
        Files.writeString(file, "number,items\n");
        assertThatThrownBy(this::evaluate)
                .isInstanceOf(UnreadableDataException.class)
                .hasMessageContaining("line 1");
    }
}

package io.portrait.evaluate.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portrait.evaluate.data.UnreadableTableException;
import io.portrait.evaluate.task.Options;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
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

/** What other policies would have earned, from a made-up log of served lists whose truth is known. */
class OffPolicyTaskTest {

    /** How often each of six items is clicked. */
    private static final double[] RATES = {0.02, 0.05, 0.1, 0.2, 0.35, 0.6};

    private static final int LISTS = 3_000;
    private static final int RIVALS = 4;

    private final Random random = new Random(17);
    private final Path file;
    private double greedyTruth;
    private double uniformTruth;

    OffPolicyTaskTest(@TempDir Path directory) {
        this.file = directory.resolve("lists.ndjson");
    }

    /** The service draws from other items in each list, explores more in some than in others, and likes poor items best. */
    private void writeLists() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int number = 1; number <= LISTS; number++) {
            List<Integer> rivals = rivals();
            double share = number % 2 == 0 ? 0.2 : 0.6;
            double[] chances = IntStream.range(0, RIVALS)
                    .mapToDouble(i -> (i == 0 ? 1 - share : 0) + share / RIVALS)
                    .toArray();
            int taken = random.nextDouble() < 1 - share ? 0 : random.nextInt(RIVALS);
            boolean clicked = random.nextDouble() < RATES[rivals.get(taken)];
            greedyTruth += RATES[rivals.getFirst()] / LISTS;
            uniformTruth += rivals.stream().mapToDouble(item -> RATES[item]).sum() / RIVALS / LISTS;
            lines.append(line(number, rivals, chances, taken, clicked));
        }
        Files.writeString(file, lines);
    }

    private List<Integer> rivals() {
        List<Integer> items =
                new ArrayList<>(IntStream.range(0, RATES.length).boxed().toList());
        Collections.shuffle(items, random);
        List<Integer> rivals = new ArrayList<>(items.subList(0, RIVALS));
        Collections.swap(rivals, 0, rivals.indexOf(Collections.min(rivals)));
        return rivals;
    }

    private static String line(int number, List<Integer> rivals, double[] chances, int taken, boolean clicked) {
        String drawn = IntStream.range(0, RIVALS)
                .mapToObj(i -> "{\"id\":\"item-%d\",\"probability\":%s}".formatted(rivals.get(i), chances[i]))
                .collect(Collectors.joining(","));
        return """
                {"number":%d,"items":[{"id":"sure","propensity":1.0,"turnedTo":true,"bought":false},\
                {"id":"item-%d","propensity":%s,"turnedTo":%s,"bought":false}],"drawn":[%s]}
                """.formatted(number, rivals.get(taken), chances[taken], clicked, drawn);
    }

    private Report evaluate(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--evaluate=off-policy", "--data=" + file));
        arguments.addAll(List.of(more));
        return new OffPolicyTask().run(Options.parse(arguments.toArray(String[]::new)), ProgressBar.silent());
    }

    /** Six intervals of 95 % at a fixed seed; the log's own mean is far from both truths. */
    @Test
    void theIntervalsHoldWhatOtherPoliciesWouldHaveEarned() throws IOException {
        writeLists();
        Report report = evaluate();
        for (String estimator : List.of("IPS", "SNIPS", "DR")) {
            assertHolds(report, "greedy, " + estimator, greedyTruth);
            assertHolds(report, "uniform, " + estimator, uniformTruth);
        }
        assertThat(report.figure("logged policy, seen", "95 % from")).isGreaterThan(greedyTruth);
        assertThat(report.figure("logged policy, seen", "to")).isLessThan(uniformTruth);
        assertThat(report.facts()).containsEntry("lists", "3,000 read, 3,000 with a drawn place");
    }

    private static void assertHolds(Report report, String row, double truth) {
        assertThat(truth).as(row).isBetween(report.figure(row, "95 % from"), report.figure(row, "to"));
        assertThat(report.figure(row, "to") - report.figure(row, "95 % from"))
                .as("%s says something", row)
                .isLessThan(0.15);
    }

    @Test
    void onlyTheAskedRewardAndPoliciesCount() throws IOException {
        writeLists();
        Report bought = evaluate("--reward=bought", "--policies=uniform");
        assertThat(bought.figure("uniform, IPS", "reward")).isZero();
        assertThat(bought.rows()).noneMatch(row -> row.learner().startsWith("greedy"));
        assertThatIllegalArgumentException().isThrownBy(() -> evaluate("--policies=best"));
    }

    @Test
    void aLogThatSaysNothingIsRefused() throws IOException {
        Files.writeString(file, """
                {"number":1,"items":[{"id":"sure","propensity":1.0}],"drawn":[]}
                """);
        assertThatThrownBy(this::evaluate)
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageContaining("none");
        Files.writeString(file, "number,items\n");
        assertThatThrownBy(this::evaluate)
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageContaining("line 1");
    }
}

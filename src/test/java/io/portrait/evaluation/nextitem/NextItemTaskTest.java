package io.portrait.evaluation.nextitem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.EvaluationReport.ReportRow;
import io.portrait.evaluation.task.ProgressBar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextItemTaskTest {

    private static final String BASELINE = "own frequency, then recent popularity";
    private static final String MIXTURE = "mixture";
    private static final String[] TIME = {"--time=time"};

    private final Path folder;

    NextItemTaskTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private EvaluationReport run(String lines, String... more) throws IOException {
        Path data = Files.writeString(folder.resolve("choices.csv"), "user,item,time,quantity\n" + lines);
        String[] columns = {"--data=" + data, "--user=user", "--item=item", "--target=quantity"};
        String[] time = Stream.of(more).anyMatch(option -> option.startsWith("--time=")) ? new String[0] : TIME;
        NextItemTask task = new NextItemTask();
        task.commandLine()
                .parseArgs(Stream.of(columns, time, more).flatMap(Stream::of).toArray(String[]::new));
        return task.run(ProgressBar.silent());
    }

    private static List<String> names(EvaluationReport report) {
        return report.rows().stream().map(ReportRow::learner).toList();
    }

    /** Ann chooses a again after an hour, and c, which nobody has chosen, after two days. */
    private static final String ANN = """
        ann,a,0,1
        ann,a,3600,1
        ann,c,176400,1
        """;

    @Test
    void groupsChoicesByGapByItemAndByUser() throws IOException {
        EvaluationReport report = run(ANN);
        assertThat(report.figure(BASELINE, "recall@10")).isEqualTo(0.5);
        assertThat(report.figure("gap up to a day: " + MIXTURE, "recall@10")).isEqualTo(1);
        assertThat(report.figure("gap over a day: " + MIXTURE, "recall@10")).isZero();
        assertThat(report.figure("item never seen: " + BASELINE, "choices")).isEqualTo(1);
        assertThat(report.figure("item seen 1 or 2 times: " + BASELINE, "recall@10"))
                .isEqualTo(1);
        assertThat(names(report)).doesNotContain("gap up to 30 minutes: " + MIXTURE);
    }

    @Test
    void hasNoGapsWithoutTimes() throws IOException {
        assertThat(names(run(ANN, "--time="))).noneMatch(name -> name.startsWith("gap"));
    }

    /** A chain of items in file order: their order is learned only if the file's order is used. */
    @Test
    void tiedRowsAreShuffledUnlessTheOrderOfTheFileIsAskedFor() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int visit = 0; visit < 30; visit++) {
            for (int item = 0; item < 40; item++) {
                lines.append("u%d,i%d,%d,1\n".formatted(visit, item, visit));
            }
        }
        EvaluationReport file = run(lines.toString(), "--ties=file");
        EvaluationReport shuffled = run(lines.toString());
        assertThat(file.figure("markov", "MRR@20")).isGreaterThan(0.8);
        assertThat(shuffled.figure("markov", "MRR@20")).isLessThan(0.4);
        assertThat(shuffled.facts().get("ties"))
                .isEqualTo("1,170 of 1,170 choices have the time of the user's choice before;"
                        + " predicted one after the other in random order");
        assertThat(run(lines.toString(), "--seed=1").rows()).isEqualTo(shuffled.rows());
    }

    /** Bob's second basket has a and b, which he had before, and c and d, which nobody has had. */
    @Test
    void predictsAWholeBasketFromWhatWasKnownBeforeIt() throws IOException {
        EvaluationReport report = run("""
            bob,a,0,1
            bob,b,0,1
            bob,a,100000,1
            bob,c,100000,1
            bob,b,100000,1
            bob,d,100000,1
            bob,a,100000,1
            """, "--ties=basket");
        assertThat(report.figure(MIXTURE, "baskets")).isEqualTo(1);
        assertThat(report.figure(MIXTURE, "items")).isEqualTo(4);
        assertThat(report.figure(MIXTURE, "recall@10 per basket")).isEqualTo(0.5);
        assertThat(report.figure(MIXTURE, "precision@10")).isEqualTo(0.2, within(1e-12));
        double ideal = 1 + 1 / log2(3) + 1 / log2(4) + 1 / log2(5);
        assertThat(report.figure(MIXTURE, "nDCG@10")).isEqualTo((1 + 1 / log2(3)) / ideal, within(1e-12));
        assertThat(names(report)).contains("gap over a day: " + MIXTURE).noneMatch(name -> name.startsWith("item"));
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    /** Only what is learned from other users differs: Bob's history goes on, so that the baseline knows his own items. */
    @Test
    void learnsOnlyHistoriesAfterTheGivenTime() throws IOException {
        String lines = """
            ann,a,0,1
            ann,b,10,1
            bob,a,20,1
            bob,z,30,1
            bob,z,40,1
            eve,z,50,1
            eve,z,60,1
            """;
        EvaluationReport frozen =
                run(lines, "--learn-until=1970-01-01T00:00:25Z", "--ranks=" + folder.resolve("ranks"));
        assertThat(frozen.figure(MIXTURE, "choices")).isEqualTo(4);
        assertThat(Files.readAllLines(folder.resolve("ranks")).getFirst())
                .startsWith("user,item,time,gap_seconds,times_seen,choices_before,popularity")
                .endsWith("\"own frequency, then recent popularity\",mixture");
        assertThat(Files.readAllLines(folder.resolve("ranks")))
                .hasSize(5)
                .anyMatch(line -> line.startsWith("bob,z,1970-01-01T00:00:40Z,10,1,2,"))
                .noneMatch(line -> line.startsWith("bob,z,1970-01-01T00:00:40Z") && !line.endsWith(",1,0"));
    }

    @Test
    void leavesOutRowsWithASmallTarget() throws IOException {
        String lines = "ann,a,0,5\nann,b,10,1\nann,c,20,0\nann,d,30,-1\nann,e,40,5\n";
        assertThat(run(lines).figure(MIXTURE, "choices")).isEqualTo(2);
        assertThat(run(lines, "--min-target=4").figure(MIXTURE, "choices")).isEqualTo(1);
        assertThat(run(lines, "--min-target=-1").figure(MIXTURE, "choices")).isEqualTo(4);
    }
}

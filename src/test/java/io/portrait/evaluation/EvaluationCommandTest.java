package io.portrait.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The evaluation command with its output and exit codes. */
class EvaluationCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path directory;
    private final Path clicks;

    EvaluationCommandTest(@TempDir Path directory) {
        this.directory = directory;
        this.clicks = directory.resolve("clicks.csv");
    }

    /** Writes data in which a click depends on the length and on the shop, but not on the noise. */
    @BeforeEach
    void writeClicks() throws IOException {
        Random random = new Random(11);
        StringBuilder text = new StringBuilder("when,length,noise,shop,click\n");
        for (int i = 0; i < 4_000; i++) {
            double length = random.nextGaussian();
            int shop = random.nextInt(5);
            boolean click = random.nextDouble() < 1 / (1 + Math.exp(-2 * length - shop + 2));
            text.append("%d,%s,%s,shop-%d,%d\n".formatted(i, length, random.nextGaussian(), shop, click ? 1 : 0));
        }
        Files.writeString(clicks, text);
    }

    @Test
    void showsATableWithEveryLearnerBesideTheMean() {
        assertThat(run("--evaluate=stream", "--label=click", "--time=when")).isZero();
        assertThat(text(out)).contains("4,000 read, 4,000 used", "kind: binary", "numeric: length, noise", "AUC");
        assertThat(text(out)).contains("mean so far", "ftrl-proximal", "bayes-logistic", "mlp", "champion");
    }

    @Test
    void writesTheSameAsJson() throws IOException {
        Path json = directory.resolve("report.json");
        run("--evaluate=stream", "--label=click", "--time=when", "--learners=rls,ftrl-proximal", "--json=" + json);
        JsonNode report = new JsonMapper().readTree(Files.readString(json));
        assertThat(report.path("task").asString()).isEqualTo("stream");
        assertThat(report.path("rows")).hasSize(5);
        JsonNode ftrl = report.path("rows").get(2);
        assertThat(ftrl.path("learner").asString()).isEqualTo("ftrl-proximal");
        assertThat(ftrl.path("figures").path("AUC").asDouble()).isBetween(0.80, 0.95);
    }

    /** If all labels arrive after the end of the stream, every prediction is that of an untrained learner. */
    @Test
    void learnsNothingFromLabelsThatHaveNotCome() {
        run("--evaluate=stream", "--label=click", "--time=when", "--learners=ftrl-proximal", "--label-delay=7d");
        assertThat(text(out)).containsPattern("ftrl-proximal +0\\.5000");
    }

    @Test
    void takesANumberForATarget() {
        run("--evaluate=stream", "--target=length", "--time=when", "--numeric=noise,click", "--learners=rls");
        assertThat(text(out)).contains("kind: regression", "RMSE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --evaluate=nothing                                      | 2 | no task is named
        --evaluate=stream                                       | 2 | --target=<column> is needed
        --evaluate=stream --target=click --colour=red           | 2 | Unknown option: '--colour=red'
        --evaluate=stream --target=click --label-delay=soon     | 2 | must be a duration such as
        --evaluate=stream --target=click --learners=oracle      | 2 | learner must be one of
        --evaluate=stream --target=click --delimiter=many       | 2 | --delimiter must be
        --evaluate=stream --target=length --kind=binary         | 2 | needs targets of 0 and 1
        --evaluate=stream --target=sales                        | 3 | lacks the column(s) sales
        --evaluate=stream --target=click --time=shop            | 3 | no usable row
        --evaluate=stream --target=click --time=shop            | 3 | 4,000 without a time (the first is line 2)
        --evaluate=stream --target=click --report-from=2030-01-01 | 2 | no row is in the reported period
        --evaluate=ratings --target=when --user=shop --item=noise --time= | 2 | give the highest possible rating as --scale=
        --evaluate=next-item --user=shop --item=click --time=when --report-from=2030-01-01 | 2 | no row is in the reported period
        --evaluate=next-item --ties=never                       | 2 | Invalid value for option '--ties'
        --evaluate=fraud                                        | 3 | lacks the column(s)
        --evaluate=stream --target=click rest                   | 2 | Unmatched argument at index 1: 'rest'
        """)
    void saysWhatIsWrong(String arguments, int code, String message) {
        assertThat(run(arguments.split(" "))).isEqualTo(code);
        assertThat(text(err)).contains(message).doesNotContain("Exception");
    }

    @Test
    void printsTheOptionsOfATask() {
        assertThat(run("--evaluate=fraud", "--help")).isZero();
        assertThat(text(out)).contains("--label-delay=<duration>", "--report-from=<time>", "--data=<file>");
    }

    private int run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--data=" + clicks;
        return EvaluationCommand.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                all);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}

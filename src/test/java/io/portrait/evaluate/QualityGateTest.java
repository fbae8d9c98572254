package io.portrait.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portrait.evaluate.task.Report;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures the figures of {@code quality/figures.csv} again, on the whole streams and with the command's own code: a
 * figure that is worse by more than its tolerance fails the build. Learners and seeds are fixed, so a tolerance is there
 * for another order of floating-point additions only.
 */
class QualityGateTest {

    private static final Path DATA = Path.of("..", "shared", "data");

    /** A run that gives figures. */
    record Run(String task, String file, String options) {

        String[] arguments(Path data) {
            Stream<String> more = Stream.of(options.split(" ")).filter(option -> !option.isEmpty());
            return Stream.concat(Stream.of("--evaluate=" + task, "--data=" + data), more)
                    .toArray(String[]::new);
        }
    }

    /** A figure that is held. */
    private record Held(
            String task,
            String file,
            String options,
            String learner,
            String figure,
            boolean higher,
            double value,
            double tolerance) {

        static Held of(CSVRecord line) {
            return new Held(
                    line.get("task"),
                    line.get("file"),
                    line.get("options"),
                    line.get("learner"),
                    line.get("figure"),
                    line.get("better").equals("higher"),
                    Double.parseDouble(line.get("value")),
                    Double.parseDouble(line.get("tolerance")));
        }

        Run run() {
            return new Run(task, file, options);
        }

        boolean isMetBy(double measured) {
            return higher ? measured >= value - tolerance : measured <= value + tolerance;
        }
    }

    static Stream<Run> runs() throws IOException {
        return held().stream().map(Held::run).distinct();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void noFigureIsWorseThanItWas(Run run) throws IOException {
        List<Held> figures =
                held().stream().filter(each -> each.run().equals(run)).toList();
        Path file = DATA.resolve(run.file());
        assumeTrue(Files.exists(file), () -> file + " is not there: the figures of " + run + " were NOT measured");
        Report report = Evaluation.report(run.arguments(file));
        SoftAssertions softly = new SoftAssertions();
        for (Held figure : figures) {
            double measured = report.figure(figure.learner(), figure.figure());
            softly.assertThat(figure.isMetBy(measured))
                    .as("%s is %.4f", figure, measured)
                    .isTrue();
        }
        softly.assertAll();
    }

    @Test
    void aWorseFigureIsSeen() {
        Held auc = new Held("", "", "", "", "AUC", true, 0.9, 0.001);
        assertThat(auc.isMetBy(0.8991)).isTrue();
        assertThat(auc.isMetBy(0.8989)).isFalse();
        Held error = new Held("", "", "", "", "MAE", false, 0.7, 0.001);
        assertThat(error.isMetBy(0.7009)).isTrue();
        assertThat(error.isMetBy(0.7011)).isFalse();
    }

    private static List<Held> held() throws IOException {
        try (Reader text = new InputStreamReader(
                Objects.requireNonNull(QualityGateTest.class.getResourceAsStream("/quality/figures.csv")),
                StandardCharsets.UTF_8)) {
            return CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(text).stream()
                    .map(Held::of)
                    .toList();
        }
    }
}

package io.portrait.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.support.ConcurrentTest;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures the figures of {@code quality/figures.csv} on the whole streams, with the code of the command. A figure that
 * is worse by more than its tolerance fails the build. Learners and seeds are fixed; the tolerance only allows another
 * order of floating-point additions.
 */
@Tag("slow")
@ConcurrentTest
class QualityGateTest {

    private static final Path DATA = Path.of("..", "shared", "data");

    /** A run of the command that gives figures. */
    record EvaluationRun(String task, String file, String options) {

        String[] arguments(Path data) {
            Stream<String> more = Stream.of(options.split(" ")).filter(option -> !option.isEmpty());
            return Stream.concat(Stream.of("--evaluate=" + task, "--data=" + data), more)
                    .toArray(String[]::new);
        }
    }

    /** An expected figure with its tolerance. */
    private record ExpectedFigure(
            String task,
            String file,
            String options,
            String learner,
            String figure,
            boolean higherIsBetter,
            double value,
            double tolerance) {

        static ExpectedFigure of(CSVRecord line) {
            return new ExpectedFigure(
                    line.get("task"),
                    line.get("file"),
                    line.get("options"),
                    line.get("learner"),
                    line.get("figure"),
                    line.get("better").equals("higher"),
                    Double.parseDouble(line.get("value")),
                    Double.parseDouble(line.get("tolerance")));
        }

        EvaluationRun run() {
            return new EvaluationRun(task, file, options);
        }

        boolean isMetBy(double measured) {
            return higherIsBetter ? measured >= value - tolerance : measured <= value + tolerance;
        }
    }

    static Stream<EvaluationRun> runs() throws IOException {
        return expectedFigures().stream().map(ExpectedFigure::run).distinct();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void noFigureIsWorseThanExpected(EvaluationRun run) throws IOException {
        List<ExpectedFigure> figures = expectedFigures().stream()
                .filter(expected -> expected.run().equals(run))
                .toList();
        Path file = DATA.resolve(run.file());
        assumeTrue(Files.exists(file), () -> file + " does not exist: the figures of " + run + " were NOT measured");
        EvaluationReport report = EvaluationCommand.report(run.arguments(file));
        SoftAssertions assertions = new SoftAssertions();
        for (ExpectedFigure figure : figures) {
            double measured = report.figure(figure.learner(), figure.figure());
            assertions
                    .assertThat(figure.isMetBy(measured))
                    .as("%s is %.4f", figure, measured)
                    .isTrue();
        }
        assertions.assertAll();
    }

    @Test
    void detectsAWorseFigure() {
        ExpectedFigure auc = new ExpectedFigure("", "", "", "", "AUC", true, 0.9, 0.001);
        assertThat(auc.isMetBy(0.8991)).isTrue();
        assertThat(auc.isMetBy(0.8989)).isFalse();
        ExpectedFigure error = new ExpectedFigure("", "", "", "", "MAE", false, 0.7, 0.001);
        assertThat(error.isMetBy(0.7009)).isTrue();
        assertThat(error.isMetBy(0.7011)).isFalse();
    }

    private static List<ExpectedFigure> expectedFigures() throws IOException {
        try (Reader text = new InputStreamReader(
                Objects.requireNonNull(QualityGateTest.class.getResourceAsStream("/quality/figures.csv")),
                StandardCharsets.UTF_8)) {
            return CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(text).stream()
                    .map(ExpectedFigure::of)
                    .toList();
        }
    }
}

package io.portrait.evaluation.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.ProgressBar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatingTaskTest {

    @TempDir
    private Path folder = Path.of("");

    private EvaluationReport run(String ratings, String... more) throws IOException {
        Path data = Files.writeString(folder.resolve("films.inter"), ratings);
        String[] arguments = new String[more.length + 1];
        arguments[0] = "--data=" + data;
        System.arraycopy(more, 0, arguments, 1, more.length);
        RatingTask task = new RatingTask();
        task.commandLine().parseArgs(arguments);
        return task.run(ProgressBar.silent());
    }

    private static final String TWO_RATINGS = """
        user_id:token\titem_id:token\trating:float\ttimestamp:float
        ann\tx\t1\t200
        bob\tx\t5\t100
        """;

    /**
     * Bob's rating comes first: predicted 3.5, actual 5. Then Ann's: predicted 5, because predictions are clamped to
     * the range of earlier ratings, actual 1.
     */
    @Test
    void predictsInTimeOrderBeforeLearning() throws IOException {
        EvaluationReport report = run(TWO_RATINGS);
        assertThat(report.figure("item-means", "ratings")).isEqualTo(2);
        assertThat(report.figure("item-means", "MAE")).isEqualTo((1.5 + 4) / 2, within(1e-9));
        assertThat(report.figure("mean of all before", "MAE")).isEqualTo((2.5 + 4) / 2, within(1e-9));
    }

    @Test
    void reportsARowForEachComponent() throws IOException {
        assertThat(run(TWO_RATINGS).rows().stream().map(EvaluationReport.ReportRow::learner))
                .containsExactly(
                        "mean of all before",
                        "item-means",
                        "temporal-biases",
                        "user-taste-filter",
                        "matrix-factorization",
                        "item-knn",
                        "stacked");
    }

    @Test
    void reportsOnlyThePeriod() throws IOException {
        EvaluationReport report = run(TWO_RATINGS, "--report-from=1970-01-01T00:03:00Z");
        assertThat(report.figure("stacked", "ratings")).isEqualTo(1);
    }

    @Test
    void readsTheItemFileBesideTheRatingsAndReportsIt() throws IOException {
        Files.writeString(folder.resolve("films.item"), """
            item_id:token\tmovie_title:token_seq\tclass:token_seq
            x\tA film\tdrama war
            """);
        assertThat(run(TWO_RATINGS).facts()).containsEntry("topics", "of 1 items");
    }

    @Test
    void readsQuotedCellsAndGzipInTheItemFile() throws IOException {
        Path items = folder.resolve("items.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(items))) {
            out.write("item_id,title,class\nx,\"Good, Bad, Ugly\",western\ny,\"A \"\"film\"\"\",drama\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(run(TWO_RATINGS, "--items=" + items).facts()).containsEntry("topics", "of 2 items");
    }

    @Test
    void namesTheLineOfTheItemFileThatIsWrong() throws IOException {
        Path items = Files.writeString(folder.resolve("items.csv"), "item_id,class\nx,%s\n".formatted("t".repeat(129)));
        assertThatThrownBy(() -> run(TWO_RATINGS, "--items=" + items))
                .hasMessageContaining("line 2 of the file of --items");
    }

    @Test
    void acceptsOtherScalesAndColumns() throws IOException {
        EvaluationReport fiveStars = run(TWO_RATINGS);
        EvaluationReport tenStars = run(
                "who,what,grade\nbob,x,10\nann,x,2\n",
                "--user=who",
                "--item=what",
                "--target=grade",
                "--time=",
                "--delimiter=comma",
                "--scale=10");
        assertThat(tenStars.figure("stacked", "MAE")).isEqualTo(2 * fiveStars.figure("stacked", "MAE"), within(1e-9));
    }

    @Test
    void rejectsARatingBeyondTheScaleAndNamesTheBound() {
        assertThatThrownBy(() -> run(TWO_RATINGS.replace("\t5\t", "\t7\t")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ratings must be from 0 to 5");
    }
}

package io.portrait.evaluate.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.portrait.evaluate.task.Options;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatingsTaskTest {

    @TempDir
    private Path folder = Path.of("");

    private Report run(String ratings, String... more) throws IOException {
        Path data = Files.writeString(folder.resolve("films.inter"), ratings);
        String[] arguments = new String[more.length + 2];
        arguments[0] = "--evaluate=ratings";
        arguments[1] = "--data=" + data;
        System.arraycopy(more, 0, arguments, 2, more.length);
        return new RatingsTask().run(Options.parse(arguments), ProgressBar.silent());
    }

    private static final String TWO = """
            user_id:token\titem_id:token\trating:float\ttimestamp:float
            ann\tx\t1\t200
            bob\tx\t5\t100
            """;

    /** Bob first: 3.5 is expected and 5 given. Then Ann: into the range of what was given before her, it is 5, and 1. */
    @Test
    void predictsInTheOrderOfTimeAndBeforeItLearns() throws IOException {
        Report report = run(TWO);
        assertThat(report.figure("item-means", "ratings")).isEqualTo(2);
        assertThat(report.figure("item-means", "MAE")).isEqualTo((1.5 + 4) / 2, within(1e-9));
        assertThat(report.figure("mean of all before", "MAE")).isEqualTo((2.5 + 4) / 2, within(1e-9));
    }

    @Test
    void hasARowForEachComponent() throws IOException {
        assertThat(run(TWO).rows().stream().map(Report.Row::learner))
                .containsExactly(
                        "mean of all before",
                        "item-means",
                        "forgetting-biases",
                        "posterior",
                        "replayed-vectors",
                        "item-neighbours",
                        "stack");
    }

    @Test
    void reportsOnlyThePeriod() throws IOException {
        Report report = run(TWO, "--report-from=1970-01-01T00:03:00Z");
        assertThat(report.figure("stack", "ratings")).isEqualTo(1);
    }

    @Test
    void takesTheItemsBesideTheRatingsAndSaysSo() throws IOException {
        Files.writeString(folder.resolve("films.item"), """
                item_id:token\tmovie_title:token_seq\tclass:token_seq
                x\tA film\tdrama war
                """);
        assertThat(run(TWO).facts()).containsEntry("topics", "of 1 items");
    }

    @Test
    void otherScalesAndColumnsAreToldByOptions() throws IOException {
        Report five = run(TWO);
        Report ten = run(
                "who,what,grade\nbob,x,10\nann,x,2\n",
                "--user=who",
                "--item=what",
                "--target=grade",
                "--time=",
                "--delimiter=comma",
                "--scale=10");
        assertThat(ten.figure("stack", "MAE")).isEqualTo(2 * five.figure("stack", "MAE"), within(1e-9));
    }

    @Test
    void aRatingBeyondTheScaleIsRefusedWithTheBound() {
        assertThatThrownBy(() -> run(TWO.replace("\t5\t", "\t7\t")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stars must be in [0.0, 5.0]");
    }
}

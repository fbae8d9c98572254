package io.portrait.evaluate.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portrait.evaluate.data.Columns.Features;
import io.portrait.kernel.Vec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

    private static final Format COMMA = format(',', true);
    private static final Columns RATED = new Columns(
            Optional.of("rating"), Optional.of("time"), Optional.of("user"), Optional.of("item"), new Features.Rest());

    private final Path directory;

    TableTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void putsRowsIntoTimeOrderAndKeepsTheFilesOrderWithinATime() throws IOException {
        Table table = read("user,item,rating,time\nb,x,3,20\na,x,4,10\nc,y,5,20\n", COMMA, RATED);
        List<String> users = new ArrayList<>();
        table.forEach(row -> users.add(table.user(row.user())));
        assertThat(users).containsExactly("a", "b", "c");
        assertThat(table.times()).containsExactly(10_000_000L, 20_000_000L, 20_000_000L);
        assertThat(table.items()).isEqualTo(2);
    }

    @Test
    void readsTypedTitlesAndTabs() throws IOException {
        Table table = read(
                "user:token\titem:token\trating:float\ttime:float\tage:float\tkind:token\n1\t7\t4\t5\t33\t\"9\n",
                format('\t', false),
                RATED);
        assertThat(table.numericColumns()).containsExactly("age");
        assertThat(table.categoricalColumns()).containsExactly("kind");
        assertThat(table.iterator().next().numbers()).isEqualTo(Vec.of(33));
    }

    @Test
    void tellsNumbersFromCategoriesByTheirCells() throws IOException {
        Table table = read("rating,time,a,b,c\n1,1,7,x,\n0,2,,y,1e3\n", COMMA, withoutRoles());
        assertThat(table.numericColumns()).containsExactly("a", "c");
        assertThat(table.categoricalColumns()).containsExactly("b");
        assertThat(table.isBinary()).isTrue();
    }

    @Test
    void aMissingNumberIsTheMeanOfThoseBefore() throws IOException {
        Table table = read("rating,time,a\n1,1,2\n1,2,4\n1,3,\n1,4,nan\n", COMMA, withoutRoles());
        List<Double> numbers = new ArrayList<>();
        table.forEach(row -> numbers.add(row.numbers().get(0)));
        assertThat(numbers).containsExactly(2.0, 4.0, 3.0, 3.0);
    }

    @Test
    void countsWhatItLeavesOut() throws IOException {
        Table table = read(
                "user,item,rating,time\na,x,1,1\na,x\na,x,,1\na,x,nan,1\na,x,1,soon\n,x,1,1\na,,1,1\n\"a,x,1,1\n\n",
                COMMA,
                RATED);
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.tally().read()).isEqualTo(8);
        assertThat(table.tally().skipped())
                .containsEntry(Tally.Reason.MALFORMED, 2L)
                .containsEntry(Tally.Reason.NO_TARGET, 2L)
                .containsEntry(Tally.Reason.NO_TIME, 1L)
                .containsEntry(Tally.Reason.NO_USER, 1L)
                .containsEntry(Tally.Reason.NO_ITEM, 1L);
    }

    @Test
    void readsQuotedCellsGzipAndAByteOrderMark() throws IOException {
        Path file = directory.resolve("packed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("\uFEFFuser,item,rating,time\r\n\"Smith, J.\",\"the \"\"best\"\"\",5,2018-04-01 00:00:01\r\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        Table table = Table.read(file, COMMA, RATED, Integer.MAX_VALUE);
        assertThat(table.user(0)).isEqualTo("Smith, J.");
        assertThat(table.item(0)).isEqualTo("the \"best\"");
        assertThat(table.times()).containsExactly(1_522_540_801_000_000L);
    }

    @Test
    void namesTheColumnsThatAreMissingAndThoseThatAreThere() {
        assertThatExceptionOfType(UnreadableTableException.class)
                .isThrownBy(() -> read("user;item;rating;time\n", COMMA, RATED))
                .withMessageContaining("item, rating, time, user")
                .withMessageContaining("user;item;rating;time");
    }

    @Test
    void refusesAFileThatIsNotThereOrHasNoRow() {
        assertThatExceptionOfType(UnreadableTableException.class)
                .isThrownBy(() -> Table.read(directory.resolve("none"), COMMA, RATED, 1))
                .withMessageContaining("not there");
        assertThatExceptionOfType(UnreadableTableException.class)
                .isThrownBy(() -> read("user,item,rating,time\n1,2\n", COMMA, RATED))
                .withMessageContaining("no usable row");
    }

    private static Columns withoutRoles() {
        return new Columns(
                Optional.of("rating"), Optional.of("time"), Optional.empty(), Optional.empty(), new Features.Rest());
    }

    private Table read(String text, Format format, Columns columns) throws IOException {
        Path file = directory.resolve("table");
        Files.writeString(file, text);
        return Table.read(file, format, columns, Integer.MAX_VALUE);
    }

    private static Format format(char delimiter, boolean quoted) {
        return new Format(delimiter, quoted, Format.TimeUnit.SECONDS, Instant.EPOCH);
    }
}

package io.portrait.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portrait.evaluation.data.ColumnRoles.FeatureColumns;
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

    private static final TableFormat COMMA = format(',', true);
    private static final ColumnRoles RATING_COLUMNS = new ColumnRoles(
            Optional.of("rating"),
            Optional.of("time"),
            Optional.of("user"),
            Optional.of("item"),
            new FeatureColumns.AllRemaining());

    private final Path directory;

    TableTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void sortsRowsByTimeAndKeepsTheFileOrderOfEqualTimes() throws IOException {
        Table table = read("user,item,rating,time\nb,x,3,20\na,x,4,10\nc,y,5,20\n", COMMA, RATING_COLUMNS);
        assertThat(users(table)).containsExactly("a", "b", "c");
        assertThat(table.times()).containsExactly(10_000_000L, 20_000_000L, 20_000_000L);
        assertThat(table.itemCount()).isEqualTo(2);
    }

    @Test
    void shufflesOnlyTheRowsOfOneUserAtOneTime() throws IOException {
        StringBuilder text = new StringBuilder("user,item,rating,time\n");
        for (int i = 0; i < 40; i++) {
            text.append("%s,i%d,1,%d\n".formatted(i % 2 == 0 ? "ann" : "bob", i, i < 20 ? 1 : 2));
        }
        Table table = read(text.toString(), COMMA, RATING_COLUMNS);
        Table shuffled = table.withShuffledTies(7);
        assertThat(items(shuffled)).containsExactlyInAnyOrderElementsOf(items(table));
        assertThat(items(shuffled)).isNotEqualTo(items(table));
        assertThat(users(shuffled)).isEqualTo(users(table));
        assertThat(shuffled.times().toArray()).isEqualTo(table.times().toArray());
        assertThat(items(table.withShuffledTies(7))).isEqualTo(items(shuffled));
    }

    @Test
    void givesTheRowsOfOneUserAtOneTimeAsABasket() throws IOException {
        Table table = read("user,item,rating,time\na,x,1,2\nb,y,1,2\na,z,1,2\na,x,1,1\n", COMMA, RATING_COLUMNS);
        assertThat(table.baskets()
                        .map(basket -> basket.stream()
                                .map(row -> table.itemId(row.item()))
                                .toList()))
                .containsExactly(List.of("x"), List.of("x", "z"), List.of("y"));
    }

    private static List<String> items(Table table) {
        List<String> items = new ArrayList<>();
        table.forEach(row -> items.add(table.itemId(row.item())));
        return items;
    }

    private static List<String> users(Table table) {
        List<String> users = new ArrayList<>();
        table.forEach(row -> users.add(table.userId(row.user())));
        return users;
    }

    @Test
    void readsTypedTitlesAndTabs() throws IOException {
        Table table = read(
                "user:token\titem:token\trating:float\ttime:float\tage:float\tkind:token\n1\t7\t4\t5\t33\t\"9\n",
                format('\t', false),
                RATING_COLUMNS);
        assertThat(table.numericColumns()).containsExactly("age");
        assertThat(table.categoricalColumns()).containsExactly("kind");
        assertThat(table.iterator().next().numbers()).isEqualTo(Vec.of(33));
    }

    @Test
    void infersNumericAndCategoricalColumnsFromTheirCells() throws IOException {
        Table table = read("rating,time,a,b,c\n1,1,7,x,\n0,2,,y,1e3\n", COMMA, withoutRoles());
        assertThat(table.numericColumns()).containsExactly("a", "c");
        assertThat(table.categoricalColumns()).containsExactly("b");
        assertThat(table.isBinary()).isTrue();
    }

    @Test
    void replacesAMissingNumberByTheMeanOfEarlierOnes() throws IOException {
        Table table = read("rating,time,a\n1,1,2\n1,2,4\n1,3,\n1,4,nan\n", COMMA, withoutRoles());
        List<Double> numbers = new ArrayList<>();
        table.forEach(row -> numbers.add(row.numbers().get(0)));
        assertThat(numbers).containsExactly(2.0, 4.0, 3.0, 3.0);
    }

    @Test
    void countsTheLinesItSkipsAndNamesTheFirst() throws IOException {
        Table table = read(
                "user,item,rating,time\na,x,1,1\na,x\na,x,,1\na,x,nan,1\na,x,1,soon\n,x,1,1\na,,1,1\n\"a,x,1,1\n\n",
                COMMA,
                RATING_COLUMNS);
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.lineCounts().read()).isEqualTo(8);
        assertThat(table.lineCounts().skippedText())
                .isEqualTo(", 2 malformed (the first is line 3: it has 2 cells, the header has 4)"
                        + ", 2 without a target (the first is line 4), 1 without a time (the first is line 6)"
                        + ", 1 without a user (the first is line 7), 1 without an item (the first is line 8)");
    }

    @Test
    void skipsALineWithAnIdThatTheServiceWouldRefuse() throws IOException {
        Table table = read(
                "user,item,rating,time\n%s,x,1,1\na,%s,1,1\na,b,1,1\n".formatted("u".repeat(129), "x\u0001"),
                COMMA,
                RATING_COLUMNS);
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.lineCounts().skippedText())
                .isEqualTo(", 2 with an id that the service would refuse"
                        + " (the first is line 2: user must have 1 to 128 characters, has 129)");
    }

    @Test
    void skipsALineThatIsNotUtf8() throws IOException {
        Path file = directory.resolve("latin1");
        Files.write(file, "user,item,rating,time\nJos\u00e9,x,1,1\nann,x,1,1\n".getBytes(StandardCharsets.ISO_8859_1));
        Table table = Table.read(file, COMMA, RATING_COLUMNS, Integer.MAX_VALUE);
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.lineCounts().skippedText())
                .isEqualTo(", 1 malformed (the first is line 2: the line is not UTF-8)");
    }

    @Test
    void readsQuotedCellsGzipAndAByteOrderMark() throws IOException {
        Path file = directory.resolve("packed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("\uFEFFuser,item,rating,time\r\n\"Smith, J.\",\"the \"\"best\"\"\",5,2018-04-01 00:00:01\r\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        Table table = Table.read(file, COMMA, RATING_COLUMNS, Integer.MAX_VALUE);
        assertThat(table.userId(0)).isEqualTo("Smith, J.");
        assertThat(table.itemId(0)).isEqualTo("the \"best\"");
        assertThat(table.times()).containsExactly(1_522_540_801_000_000L);
    }

    @Test
    void namesTheMissingAndThePresentColumns() {
        assertThatExceptionOfType(UnreadableDataException.class)
                .isThrownBy(() -> read("user;item;rating;time\n", COMMA, RATING_COLUMNS))
                .withMessageContaining("item, rating, time, user")
                .withMessageContaining("user;item;rating;time");
    }

    @Test
    void rejectsAMissingFileAndAFileWithoutRows() {
        assertThatExceptionOfType(UnreadableDataException.class)
                .isThrownBy(() -> Table.read(directory.resolve("none"), COMMA, RATING_COLUMNS, 1))
                .withMessageContaining("does not exist");
        assertThatExceptionOfType(UnreadableDataException.class)
                .isThrownBy(() -> read("user,item,rating,time\n1,2\n", COMMA, RATING_COLUMNS))
                .withMessageContaining("no usable row");
    }

    private static ColumnRoles withoutRoles() {
        return new ColumnRoles(
                Optional.of("rating"),
                Optional.of("time"),
                Optional.empty(),
                Optional.empty(),
                new FeatureColumns.AllRemaining());
    }

    private Table read(String text, TableFormat format, ColumnRoles columns) throws IOException {
        Path file = directory.resolve("table");
        Files.writeString(file, text);
        return Table.read(file, format, columns, Integer.MAX_VALUE);
    }

    private static TableFormat format(char delimiter, boolean quoted) {
        return new TableFormat(delimiter, quoted, TableFormat.TimestampUnit.SECONDS, Instant.EPOCH);
    }
}

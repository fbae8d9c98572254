package io.portrait.evaluation.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The header of a file: it maps column names to positions. */
final class HeaderLine {

    private final List<ColumnTitle> columns;

    HeaderLine(List<String> titles) {
        this.columns = titles.stream().map(ColumnTitle::of).toList();
    }

    int width() {
        return columns.size();
    }

    ColumnTitle column(int position) {
        return columns.get(position);
    }

    /**
     * Requires all columns that have a role or are listed; the error names all missing columns.
     *
     * @throws UnreadableDataException if one is missing
     */
    void require(ColumnRoles columnRoles) {
        Stream<String> features = switch (columnRoles.features()) {
            case ColumnRoles.FeatureColumns.AllRemaining r -> Stream.of();
            case ColumnRoles.FeatureColumns.Listed named ->
                Stream.concat(named.numeric().stream(), named.categorical().stream());
        };
        Stream<String> roles = Stream.of(
                        columnRoles.target(), columnRoles.time(), columnRoles.user(), columnRoles.item())
                .flatMap(Optional::stream);
        TreeSet<String> missing = Stream.concat(roles, features)
                .filter(name -> find(name) < 0)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!missing.isEmpty()) {
            throw new UnreadableDataException("the file lacks the column(s) %s; with this delimiter it has: %s"
                    .formatted(
                            String.join(", ", missing),
                            columns.stream().map(ColumnTitle::name).collect(Collectors.joining(", "))));
        }
    }

    /** The position of a column; −1 if it is missing. */
    int find(String name) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).matches(name))
                .findFirst()
                .orElse(-1);
    }

    int find(Optional<String> name) {
        return name.map(this::find).orElse(-1);
    }

    List<Integer> findAll(List<String> names) {
        return names.stream().map(this::find).toList();
    }

    /** The positions of the columns without a role. */
    List<Integer> remaining(ColumnRoles roles) {
        List<Integer> remaining =
                new ArrayList<>(IntStream.range(0, width()).boxed().toList());
        remaining.removeAll(List.of(find(roles.target()), find(roles.time()), find(roles.user()), find(roles.item())));
        return remaining;
    }
}

package io.portrait.evaluate.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the columns are in a file. */
final class Header {

    private final List<Column> columns;

    Header(List<String> titles) {
        this.columns = titles.stream().map(Column::of).toList();
    }

    int width() {
        return columns.size();
    }

    Column column(int position) {
        return columns.get(position);
    }

    /**
     * Requires all the named columns, and names all that are missing.
     *
     * @throws UnreadableTableException if one is missing
     */
    void require(Columns wanted) {
        Stream<String> features = switch (wanted.features()) {
            case Columns.Features.Rest r -> Stream.of();
            case Columns.Features.Named named -> Stream.concat(named.numeric().stream(), named.categorical().stream());
        };
        Stream<String> roles = Stream.of(wanted.target(), wanted.time(), wanted.user(), wanted.item())
                .flatMap(Optional::stream);
        TreeSet<String> missing = Stream.concat(roles, features)
                .filter(name -> find(name) < 0)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!missing.isEmpty()) {
            throw new UnreadableTableException("the file lacks the column(s) %s; with this delimiter it has: %s"
                    .formatted(
                            String.join(", ", missing),
                            columns.stream().map(Column::name).collect(Collectors.joining(", "))));
        }
    }

    /** Where a column is, −1 if it is not there. */
    int find(String name) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).isCalled(name))
                .findFirst()
                .orElse(-1);
    }

    int find(Optional<String> name) {
        return name.map(this::find).orElse(-1);
    }

    List<Integer> findAll(List<String> names) {
        return names.stream().map(this::find).toList();
    }

    /** The columns that have no role. */
    List<Integer> rest(Columns roles) {
        List<Integer> rest = new ArrayList<>(IntStream.range(0, width()).boxed().toList());
        rest.removeAll(List.of(find(roles.target()), find(roles.time()), find(roles.user()), find(roles.item())));
        return rest;
    }
}

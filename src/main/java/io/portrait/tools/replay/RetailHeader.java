package io.portrait.tools.replay;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the columns are in a file; their order is free, and there may be others. */
final class RetailHeader {

    private final Map<RetailColumn, Integer> positions = new EnumMap<>(RetailColumn.class);
    private final int width;

    /**
     * Finds the columns.
     *
     * @param titles the cells of the file's first line
     * @throws IllegalArgumentException if a column is missing; names all that are
     */
    RetailHeader(List<String> titles) {
        String missing = Arrays.stream(RetailColumn.values())
                .map(RetailColumn::title)
                .filter(title -> !titles.contains(title))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the file lacks the column(s) %s; its first line has: %s"
                    .formatted(missing, String.join(", ", titles)));
        }
        for (RetailColumn column : RetailColumn.values()) {
            positions.put(column, titles.indexOf(column.title()));
        }
        width = titles.size();
    }

    /** How many cells a row must have. */
    int width() {
        return width;
    }

    /** Where the column is in a row, from 0. */
    int positionOf(RetailColumn column) {
        return positions.getOrDefault(column, -1);
    }
}

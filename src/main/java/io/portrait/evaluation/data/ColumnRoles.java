package io.portrait.evaluation.data;

import java.util.List;
import java.util.Optional;

/**
 * Which column of a file means what, by its title.
 *
 * @param target what is to be predicted: a number; without one it is 1 in every row
 * @param time what the examples are ordered by; without one the file's order is that of time
 * @param user whom an example is about, empty if nobody
 * @param item what it is about, empty if nothing
 * @param features those to learn from
 */
public record ColumnRoles(
        Optional<String> target,
        Optional<String> time,
        Optional<String> user,
        Optional<String> item,
        FeatureColumns features) {

    /** The columns to learn from, beside user and item. */
    public sealed interface FeatureColumns {

        /** All columns without another meaning. Which of them are numbers is told by their type, or by their cells. */
        record AllRemaining() implements FeatureColumns {}

        /** These columns. */
        record Listed(List<String> numeric, List<String> categorical) implements FeatureColumns {

            public Listed {
                numeric = List.copyOf(numeric);
                categorical = List.copyOf(categorical);
            }
        }
    }
}

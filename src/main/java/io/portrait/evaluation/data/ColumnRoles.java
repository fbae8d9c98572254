package io.portrait.evaluation.data;

import java.util.List;
import java.util.Optional;

/**
 * The roles of the columns of a file, by title.
 *
 * @param target the number to predict; without one it is 1 in every row
 * @param time the time that orders the examples; without one, the order of the file is the order of time
 * @param user the user of an example, if there is one
 * @param item the item of an example, if there is one
 * @param features the columns to learn from
 */
public record ColumnRoles(
        Optional<String> target,
        Optional<String> time,
        Optional<String> user,
        Optional<String> item,
        FeatureColumns features) {

    /** The columns to learn from, besides user and item. */
    public sealed interface FeatureColumns {

        /**
         * All columns without a role. The type in the title, or else the first cells, decide which of them are numeric.
         */
        record AllRemaining() implements FeatureColumns {}

        /** The named columns. */
        record Listed(List<String> numeric, List<String> categorical) implements FeatureColumns {

            public Listed {
                numeric = List.copyOf(numeric);
                categorical = List.copyOf(categorical);
            }
        }
    }
}

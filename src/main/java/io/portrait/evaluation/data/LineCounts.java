package io.portrait.evaluation.data;

import java.util.EnumMap;
import java.util.Map;

/**
 * The counts of the lines of a file.
 *
 * @param read lines after the header that are not blank
 * @param skipped skipped lines by reason
 */
public record LineCounts(long read, Map<SkipReason, Long> skipped) {

    /** The reason why a line is skipped. */
    public enum SkipReason {
        MALFORMED("malformed"),
        NO_TARGET("without a target"),
        NO_TIME("without a time"),
        NO_USER("without a user"),
        NO_ITEM("without an item");

        private final String description;

        SkipReason(String description) {
            this.description = description;
        }

        /** The reason as text. */
        public String description() {
            return description;
        }
    }

    public LineCounts {
        skipped = Map.copyOf(skipped);
    }

    /** A counter of lines. Mutable. */
    static final class LineCounter {

        private long read;
        private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);

        void read() {
            read++;
        }

        void skip(SkipReason reason) {
            skipped.merge(reason, 1L, Long::sum);
        }

        LineCounts counts() {
            return new LineCounts(read, skipped);
        }
    }
}

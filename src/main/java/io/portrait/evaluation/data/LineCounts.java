package io.portrait.evaluation.data;

import java.util.EnumMap;
import java.util.Map;

/**
 * What became of a file's lines.
 *
 * @param read lines after the titles that are not blank
 * @param skipped how many were left out, by reason
 */
public record LineCounts(long read, Map<SkipReason, Long> skipped) {

    /** Why a line is left out. */
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

        /** The reason in words. */
        public String description() {
            return description;
        }
    }

    public LineCounts {
        skipped = Map.copyOf(skipped);
    }

    /** Counts while a file is read. */
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

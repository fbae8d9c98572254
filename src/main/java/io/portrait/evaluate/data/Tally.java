package io.portrait.evaluate.data;

import java.util.EnumMap;
import java.util.Map;

/**
 * What became of a file's lines.
 *
 * @param read lines after the titles that are not blank
 * @param skipped how many were left out, by reason
 */
public record Tally(long read, Map<Reason, Long> skipped) {

    /** Why a line is left out. */
    public enum Reason {
        MALFORMED("malformed"),
        NO_TARGET("without a target"),
        NO_TIME("without a time"),
        NO_USER("without a user"),
        NO_ITEM("without an item");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** The reason in words. */
        public String words() {
            return words;
        }
    }

    public Tally {
        skipped = Map.copyOf(skipped);
    }

    /** Counts while a file is read. */
    static final class Counter {

        private long read;
        private final Map<Reason, Long> skipped = new EnumMap<>(Reason.class);

        void read() {
            read++;
        }

        void skip(Reason reason) {
            skipped.merge(reason, 1L, Long::sum);
        }

        Tally tally() {
            return new Tally(read, skipped);
        }
    }
}

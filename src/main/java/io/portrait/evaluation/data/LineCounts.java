package io.portrait.evaluation.data;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The counts of the lines of a file.
 *
 * @param read lines after the header that are not blank
 * @param skipped skipped lines by reason
 */
public record LineCounts(long read, Map<SkipReason, Skipped> skipped) {

    /**
     * The lines that were skipped for one reason.
     *
     * @param count the number of lines
     * @param firstLine the number of the first one, from 1
     * @param detail what is wrong with the first one; empty if the reason says it
     */
    public record Skipped(long count, long firstLine, String detail) {

        private Skipped withOneMore() {
            return new Skipped(count + 1, firstLine, detail);
        }
    }

    /** The reason why a line is skipped. */
    public enum SkipReason {
        MALFORMED("malformed"),
        NO_TARGET("without a target"),
        NO_TIME("without a time"),
        NO_USER("without a user"),
        NO_ITEM("without an item"),
        INVALID_ID("with an id that the service would refuse");

        private final String description;

        SkipReason(String description) {
            this.description = description;
        }
    }

    public LineCounts {
        Map<SkipReason, Skipped> ordered = new EnumMap<>(SkipReason.class);
        ordered.putAll(skipped);
        skipped = Collections.unmodifiableMap(ordered);
    }

    /** The skipped lines as text, such as {@code , 3 without a time (the first is line 17)}; empty if there are none. */
    public String skippedText() {
        StringBuilder text = new StringBuilder();
        skipped.forEach((reason, lines) -> text.append(String.format(
                Locale.ROOT,
                ", %,d %s (the first is line %,d%s)",
                lines.count(),
                reason.description,
                lines.firstLine(),
                lines.detail().isEmpty() ? "" : ": " + lines.detail())));
        return text.toString();
    }

    /** A counter of lines. Mutable. */
    static final class LineCounter {

        private long read;
        private final Map<SkipReason, Skipped> skipped = new EnumMap<>(SkipReason.class);

        void read() {
            read++;
        }

        void skip(SkipReason reason, long line, String detail) {
            skipped.merge(reason, new Skipped(1, line, detail), (lines, one) -> lines.withOneMore());
        }

        LineCounts counts() {
            return new LineCounts(read, skipped);
        }
    }
}

package io.portrait.evaluation.nextitem;

import java.util.concurrent.TimeUnit;

/** A group of interactions that gets rows of its own in the report, because an average over all hides it. */
enum InteractionGroup {
    GAP_UP_TO_30_MINUTES("gap up to 30 minutes"),
    GAP_UP_TO_A_DAY("gap up to a day"),
    GAP_OVER_A_DAY("gap over a day"),
    NEVER_SEEN("item never seen"),
    SEEN_1_OR_2_TIMES("item seen 1 or 2 times"),
    SEEN_3_TO_9_TIMES("item seen 3 to 9 times"),
    SEEN_10_TIMES("item seen 10 times or more"),
    UP_TO_9_CHOICES("user with 1 to 9 choices"),
    UP_TO_99_CHOICES("user with 10 to 99 choices"),
    FROM_100_CHOICES("user with 100 choices or more");

    private static final long HALF_AN_HOUR_MICROS = TimeUnit.MINUTES.toMicros(30);
    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

    private final String label;

    InteractionGroup(String label) {
        this.label = label;
    }

    /** The name in the report. */
    String label() {
        return label;
    }

    /** A check whether the group depends on the item, so that a basket of several items belongs to none of its kind. */
    boolean isByItem() {
        return switch (this) {
            case NEVER_SEEN, SEEN_1_OR_2_TIMES, SEEN_3_TO_9_TIMES, SEEN_10_TIMES -> true;
            default -> false;
        };
    }

    boolean contains(InteractionContext context) {
        return switch (this) {
            case GAP_UP_TO_30_MINUTES -> hasGap(context, 0, HALF_AN_HOUR_MICROS);
            case GAP_UP_TO_A_DAY -> hasGap(context, HALF_AN_HOUR_MICROS + 1, DAY_MICROS);
            case GAP_OVER_A_DAY -> hasGap(context, DAY_MICROS + 1, Long.MAX_VALUE);
            case NEVER_SEEN -> context.timesSeen() == 0;
            case SEEN_1_OR_2_TIMES -> isBetween(context.timesSeen(), 1, 2);
            case SEEN_3_TO_9_TIMES -> isBetween(context.timesSeen(), 3, 9);
            case SEEN_10_TIMES -> context.timesSeen() >= 10;
            case UP_TO_9_CHOICES -> isBetween(context.choicesBefore(), 1, 9);
            case UP_TO_99_CHOICES -> isBetween(context.choicesBefore(), 10, 99);
            case FROM_100_CHOICES -> context.choicesBefore() >= 100;
        };
    }

    private static boolean hasGap(InteractionContext context, long fromMicros, long toMicros) {
        return context.gapMicros().isPresent()
                && context.gapMicros().getAsLong() >= fromMicros
                && context.gapMicros().getAsLong() <= toMicros;
    }

    private static boolean isBetween(int count, int from, int to) {
        return count >= from && count <= to;
    }
}

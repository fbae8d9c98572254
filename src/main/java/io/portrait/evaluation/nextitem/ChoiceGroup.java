package io.portrait.evaluation.nextitem;

import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A group of choices that gets a row of its own in the report, because an average hides it. */
enum ChoiceGroup {
    GAP_UP_TO_30_MINUTES("gap up to 30 minutes", false, context -> hasGap(context, 0, TimeUnit.MINUTES.toMicros(30))),
    GAP_UP_TO_A_DAY(
            "gap up to a day",
            false,
            context -> hasGap(context, TimeUnit.MINUTES.toMicros(30) + 1, TimeUnit.DAYS.toMicros(1))),
    GAP_OVER_A_DAY("gap over a day", false, context -> hasGap(context, TimeUnit.DAYS.toMicros(1) + 1, Long.MAX_VALUE)),
    NEVER_SEEN("item never seen", true, context -> context.timesSeen() == 0),
    SEEN_1_OR_2_TIMES("item seen 1 or 2 times", true, context -> isBetween(context.timesSeen(), 1, 2)),
    SEEN_3_TO_9_TIMES("item seen 3 to 9 times", true, context -> isBetween(context.timesSeen(), 3, 9)),
    SEEN_10_TIMES("item seen 10 times or more", true, context -> context.timesSeen() >= 10),
    UP_TO_9_CHOICES("user with 1 to 9 choices", false, context -> isBetween(context.choicesBefore(), 1, 9)),
    UP_TO_99_CHOICES("user with 10 to 99 choices", false, context -> isBetween(context.choicesBefore(), 10, 99)),
    FROM_100_CHOICES("user with 100 choices or more", false, context -> context.choicesBefore() >= 100);

    private final String label;
    private final boolean groupsByItem;
    private final Predicate<ChoiceContext> predicate;

    ChoiceGroup(String label, boolean groupsByItem, Predicate<ChoiceContext> predicate) {
        this.label = label;
        this.groupsByItem = groupsByItem;
        this.predicate = predicate;
    }

    /** The name of the group's row. */
    String label() {
        return label;
    }

    /** A check whether the group depends on the item, so that a basket of several items has no group of its kind. */
    boolean groupsByItem() {
        return groupsByItem;
    }

    boolean contains(ChoiceContext context) {
        return predicate.test(context);
    }

    private static boolean hasGap(ChoiceContext context, long fromMicros, long toMicros) {
        return context.gapMicros().isPresent()
                && context.gapMicros().getAsLong() >= fromMicros
                && context.gapMicros().getAsLong() <= toMicros;
    }

    private static boolean isBetween(int count, int from, int to) {
        return count >= from && count <= to;
    }
}

package io.portrait.profile.segment;

import io.portrait.profile.Profile.ActivitySummary;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The numeric fields of {@code activity.…} in a segment rule. */
public enum ActivityField {
    EVENTS("events"),
    ORDERS("orders"),
    /** The lines of all orders. */
    PURCHASES("purchases"),
    REFUNDS("refunds"),
    /** The sum of all orders in the currency of the profile's sums. */
    SPENT("spent"),
    REFUNDED("refunded"),
    SESSIONS("sessions"),
    /** Days with an event among the 64 days up to the last event. */
    ACTIVE_DAYS("activeDays"),
    /** Events per day, decayed with a half-life of a week. */
    PER_DAY("perDay"),
    /** Days since the last event. */
    DAYS_SINCE("daysSince");

    private final String wireName;

    ActivityField(String wireName) {
        this.wireName = wireName;
    }

    static Optional<ActivityField> byName(String name) {
        return Arrays.stream(values())
                .filter(field -> field.wireName.equals(name))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(field -> field.wireName).collect(Collectors.joining(", "));
    }

    double valueIn(ProfileAttributes attributes) {
        ActivitySummary activity = attributes.activity();
        return switch (this) {
            case EVENTS -> attributes.events();
            case ORDERS -> activity.money().orders();
            case PURCHASES -> activity.money().lines();
            case REFUNDS -> activity.money().refunds();
            case SPENT -> activity.money().total().spent().doubleValue();
            case REFUNDED -> activity.money().total().refunded().doubleValue();
            case SESSIONS -> activity.sessions();
            case ACTIVE_DAYS -> activity.activeDays();
            case PER_DAY -> activity.perDay();
            case DAYS_SINCE -> attributes.daysSinceLastEvent();
        };
    }
}

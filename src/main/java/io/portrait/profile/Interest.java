package io.portrait.profile;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The weight of one topic of one user at the three half-lives. Immutable but for a copy of its bytes in the row: of a
 * user's many interests an event changes a few, and the row is written whole.
 */
final class Interest {

    static final Interest NONE = new Interest(DecayedSum.ZERO, DecayedSum.ZERO, DecayedSum.ZERO);

    private final DecayedSum day;
    private final DecayedSum week;
    private final DecayedSum month;
    private byte @Nullable [] entry;

    Interest(DecayedSum day, DecayedSum week, DecayedSum month) {
        this.day = day;
        this.week = week;
        this.month = month;
    }

    DecayedSum day() {
        return day;
    }

    DecayedSum week() {
        return week;
    }

    DecayedSum month() {
        return month;
    }

    Interest plus(long atMicros, long units) {
        return new Interest(
                day.plus(HalfLife.DAY, atMicros, units),
                week.plus(HalfLife.WEEK, atMicros, units),
                month.plus(HalfLife.MONTH, atMicros, units));
    }

    double at(HalfLife halfLife, long atMicros) {
        DecayedSum sum = switch (halfLife) {
            case DAY -> day;
            case WEEK -> week;
            case MONTH -> month;
        };
        return sum.at(halfLife, atMicros);
    }

    /** Its entry in the row, topic included, if that was read or written before; not to be modified. */
    byte @Nullable [] entry() {
        return entry;
    }

    /** Keeps its entry in the row, as {@link StateLayout} has read or written it. */
    Interest keep(byte[] inRow) {
        entry = inRow;
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Interest interest
                && day.equals(interest.day)
                && week.equals(interest.week)
                && month.equals(interest.month);
    }

    @Override
    public int hashCode() {
        return Objects.hash(day, week, month);
    }
}

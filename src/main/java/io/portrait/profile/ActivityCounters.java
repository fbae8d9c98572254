package io.portrait.profile;

import io.portrait.ingest.Event;
import io.portrait.ingest.EventType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counters of a user's events by type, hour and channel, with sessions and frequency, and the money. The counters are the
 * same in any order of arrival (invariant 3, src/docs/invariants.md). Mutable; owned by one {@link UserState}.
 */
final class ActivityCounters {

    static final int TYPE_COUNT = EventType.values().length;
    static final int HOUR_COUNT = 24;
    static final int CHANNEL_COUNT = Channel.values().length;
    private static final int RECENT_DAYS = 64;

    long firstMicros = Long.MAX_VALUE;
    long lastMicros = Long.MIN_VALUE;
    final long[] byType = new long[TYPE_COUNT];
    final long[] byHour = new long[HOUR_COUNT];
    final long[] byChannel = new long[CHANNEL_COUNT];
    final SessionCount sessions;
    DecayedSum frequency = DecayedSum.ZERO;

    /** The last day with an event, in days since 1970. Bit i of {@link #recentDays} is the day i days before it. */
    long lastDay = Long.MIN_VALUE;

    long recentDays;

    private MonetaryState money;

    /** Counters without an event. */
    ActivityCounters(SessionCount sessions, MonetaryState money) {
        this.sessions = sessions;
        this.money = money;
    }

    /** The purchases, refunds and orders. */
    MonetaryState money() {
        return money;
    }

    /**
     * Reads counters.
     *
     * @param sessionGap the longest time between two events of a session
     * @param maxOrders the number of remembered orders
     */
    static ActivityCounters read(StateReader in, Duration sessionGap, int maxOrders) {
        ActivityCounters activity =
                new ActivityCounters(SessionCount.read(in, sessionGap), new MonetaryState(maxOrders));
        activity.firstMicros = in.readVarint();
        activity.lastMicros = in.readVarint();
        in.readVarints(activity.byType);
        in.readVarints(activity.byHour);
        in.readVarints(activity.byChannel);
        activity.frequency = DecayedSum.read(in);
        activity.lastDay = in.readVarint();
        activity.recentDays = in.readVarint();
        activity.money = MonetaryState.read(in, maxOrders);
        return activity;
    }

    void write(StateWriter out) {
        sessions.write(out);
        out.writeVarint(firstMicros).writeVarint(lastMicros);
        out.writeVarints(byType).writeVarints(byHour).writeVarints(byChannel);
        frequency.write(out);
        out.writeVarint(lastDay).writeVarint(recentDays);
        money.write(out);
    }

    /** A check whether no event was counted. */
    boolean isEmpty() {
        return lastMicros == Long.MIN_VALUE;
    }

    void add(Event event, DecayTime time) {
        long atMicros = time.micros();
        firstMicros = Math.min(firstMicros, atMicros);
        lastMicros = Math.max(lastMicros, atMicros);
        byType[event.type().code() - 1]++;
        byHour[event.localTime().getHour()]++;
        byChannel[Channel.of(event.origin().channel()).index()]++;
        sessions.add(atMicros);
        frequency = frequency.plus(HalfLife.WEEK, time, DecayedSum.UNIT);
        addDay(Math.floorDiv(atMicros, TimeUnit.DAYS.toMicros(1)));
    }

    private void addDay(long day) {
        if (day > lastDay) {
            long shift = day - lastDay;
            boolean overlaps = lastDay != Long.MIN_VALUE && shift < RECENT_DAYS;
            recentDays = (overlaps ? recentDays << shift : 0) | 1;
            lastDay = day;
        } else if (lastDay - day < RECENT_DAYS) {
            recentDays |= 1L << (lastDay - day);
        }
    }

    long count(EventType type) {
        return byType[type.code() - 1];
    }
}

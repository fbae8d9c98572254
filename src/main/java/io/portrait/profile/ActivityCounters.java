package io.portrait.profile;

import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.EventType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counters of a user's events by type, hour and channel, with sessions, frequency and money. They are the same in any
 * order of arrival (invariant 3, src/docs/invariants.md). Mutable; owned by one {@link UserState}.
 */
final class ActivityCounters {

    static final int TYPE_COUNT = EventType.values().length;
    static final int HOUR_COUNT = 24;
    static final int CHANNEL_COUNT = Channel.values().length;
    private static final int RECENT_DAYS = 64;

    /** Money is counted exactly, in ten-thousandths of the currency unit. */
    static final double MONEY_UNIT = 1e4;

    long firstMicros = Long.MAX_VALUE;
    long lastMicros = Long.MIN_VALUE;
    final long[] byType = new long[TYPE_COUNT];
    final long[] byHour = new long[HOUR_COUNT];
    final long[] byChannel = new long[CHANNEL_COUNT];
    final SessionCount sessions;
    DecayedSum frequency = DecayedSum.ZERO;
    long spentUnits;
    long refundedUnits;

    /** The last day with an event, in days since 1970. Bit i of {@link #recentDays} is the day i days before it. */
    long lastDay = Long.MIN_VALUE;

    long recentDays;

    /** Counters without an event. */
    ActivityCounters(SessionCount sessions) {
        this.sessions = sessions;
    }

    static ActivityCounters read(StateReader in, Duration sessionGap) {
        ActivityCounters activity = new ActivityCounters(SessionCount.read(in, sessionGap));
        activity.firstMicros = in.readVarint();
        activity.lastMicros = in.readVarint();
        in.readVarints(activity.byType);
        in.readVarints(activity.byHour);
        in.readVarints(activity.byChannel);
        activity.frequency = DecayedSum.read(in);
        activity.spentUnits = in.readVarint();
        activity.refundedUnits = in.readVarint();
        activity.lastDay = in.readVarint();
        activity.recentDays = in.readVarint();
        return activity;
    }

    void write(StateWriter out) {
        sessions.write(out);
        out.writeVarint(firstMicros).writeVarint(lastMicros);
        out.writeVarints(byType).writeVarints(byHour).writeVarints(byChannel);
        frequency.write(out);
        out.writeVarint(spentUnits).writeVarint(refundedUnits);
        out.writeVarint(lastDay).writeVarint(recentDays);
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
        addMoney(event.payload());
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

    private void addMoney(EventPayload payload) {
        switch (payload) {
            case EventPayload.Purchase purchase -> spentUnits = saturatingAdd(spentUnits, purchase.amount());
            case EventPayload.Refund refund -> refundedUnits = saturatingAdd(refundedUnits, refund.amount());
            default -> {
                // no money
            }
        }
    }

    private static long saturatingAdd(long units, double amount) {
        long sum = units + Math.round(amount * MONEY_UNIT);
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    long count(EventType type) {
        return byType[type.code() - 1];
    }
}

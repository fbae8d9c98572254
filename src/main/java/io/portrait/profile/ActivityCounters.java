package io.portrait.profile;

import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.EventType;
import java.util.concurrent.TimeUnit;

/**
 * When, how often and for how much: counts that are the same in whatever order the events arrive. Mutable; owned by one
 * {@link UserState}.
 */
final class ActivityCounters {

    static final int TYPES = EventType.values().length;
    static final int HOURS = 24;
    static final int CHANNELS = Channel.values().length;
    private static final int RECENT_DAYS = 64;
    private static final long SLOT_MINUTES = 30;

    /** Money is counted in ten-thousandths, exactly. */
    static final double MONEY_UNIT = 1e4;

    long firstMicros = Long.MAX_VALUE;
    long lastMicros = Long.MIN_VALUE;
    final long[] byType = new long[TYPES];
    final long[] byHour = new long[HOURS];
    final long[] byChannel = new long[CHANNELS];
    DistinctCount sessions = DistinctCount.empty();
    DecayedSum frequency = DecayedSum.ZERO;
    long spentUnits;
    long refundedUnits;

    /** The last day with an event, since 1970; bit i of the bitmap is the day i days before it. */
    long lastDay = Long.MIN_VALUE;

    long recentDays;

    void add(Event event, DecayTime time) {
        long atMicros = time.micros();
        firstMicros = Math.min(firstMicros, atMicros);
        lastMicros = Math.max(lastMicros, atMicros);
        byType[event.type().code() - 1]++;
        byHour[event.localTime().getHour()]++;
        byChannel[Channel.of(event.origin().channel()).index()]++;
        sessions = sessions.plus(session(event, atMicros));
        frequency = frequency.plus(HalfLife.WEEK, time, DecayedSum.UNIT);
        addDay(Math.floorDiv(atMicros, TimeUnit.DAYS.toMicros(1)));
        addMoney(event.payload());
    }

    /** An event without a session stands for the half hour that it falls into. */
    private static String session(Event event, long atMicros) {
        String named = event.origin().sessionId();
        return named != null ? "s" + named : "t" + Math.floorDiv(atMicros, TimeUnit.MINUTES.toMicros(SLOT_MINUTES));
    }

    private void addDay(long day) {
        if (day > lastDay) {
            long shift = day - lastDay;
            boolean keeps = lastDay != Long.MIN_VALUE && shift < RECENT_DAYS;
            recentDays = (keeps ? recentDays << shift : 0) | 1;
            lastDay = day;
        } else if (lastDay - day < RECENT_DAYS) {
            recentDays |= 1L << (lastDay - day);
        }
    }

    private void addMoney(EventPayload behaviour) {
        switch (behaviour) {
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

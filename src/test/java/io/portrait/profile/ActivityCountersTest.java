package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.EventType;
import io.portrait.kernel.MessageId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActivityCountersTest {

    private final ActivityCounters activity =
            new ActivityCounters(new SessionCount(RandomHistories.SESSION_GAP), new MonetaryState(0));

    @Test
    void countsByTypeHourAndChannel() {
        add("2026-11-23T09:59:59Z", new EventPayload.Click(), "web", null);
        add("2026-11-22T09:00:00Z", new EventPayload.Click(), "APP OF OURS", null);
        add("2026-11-23T23:00:00Z", new EventPayload.Like(), null, null);
        assertThat(activity.count(EventType.CLICK)).isEqualTo(2);
        assertThat(activity.count(EventType.LIKE)).isEqualTo(1);
        assertThat(activity.byHour[9]).isEqualTo(2);
        assertThat(activity.byHour[23]).isEqualTo(1);
        assertThat(activity.byChannel[Channel.WEB.index()]).isEqualTo(1);
        assertThat(activity.byChannel[Channel.OTHER.index()]).isEqualTo(1);
        assertThat(activity.byChannel[Channel.UNKNOWN.index()]).isEqualTo(1);
    }

    @Test
    void recordsTheFirstAndLastEventTime() {
        add("2026-11-23T09:00:00Z");
        add("1980-01-01T00:00:00Z");
        add("2001-01-01T00:00:00Z");
        assertThat(activity.firstMicros).isEqualTo(micros("1980-01-01T00:00:00Z"));
        assertThat(activity.lastMicros).isEqualTo(micros("2026-11-23T09:00:00Z"));
    }

    @Test
    void recordsTheLastSixtyFourDaysInABitmap() {
        add("2026-11-23T09:00:00Z");
        add("2026-11-22T23:59:59Z");
        add("2026-09-21T00:00:00Z"); // 63 days before
        add("2026-09-20T00:00:00Z"); // 64 days before
        assertThat(activity.recentDays).isEqualTo(1L | 2L | 1L << 63);
        add("2026-11-25T00:00:00Z");
        assertThat(activity.recentDays).isEqualTo(1L | 1L << 2 | 1L << 3);
        add("2027-11-25T00:00:00Z");
        assertThat(activity.recentDays).isEqualTo(1);
    }

    @Test
    void countsTheHoursBefore1970AsWell() {
        add("1969-12-31T23:30:00Z");
        assertThat(activity.byHour[23]).isEqualTo(1);
    }

    @Test
    void countsTheLocalHourWhereTheEventHasAnOffset() {
        add("2026-11-23T23:30:00Z", new Event.Origin(null, null, ZoneOffset.ofHoursMinutes(5, 30)));
        add("2026-11-23T03:00:00Z", new Event.Origin(null, null, ZoneOffset.ofHours(-8)));
        add("2026-11-23T03:00:00Z", Event.Origin.UNKNOWN);
        assertThat(activity.byHour[5]).isEqualTo(1);
        assertThat(activity.byHour[19]).isEqualTo(1);
        assertThat(activity.byHour[3]).isEqualTo(1);
    }

    @Test
    void aSessionEndsByInactivityWhateverTheSenderCallsIt() {
        add("2026-11-23T10:29:00Z", new EventPayload.Click(), "web", "s-1");
        add("2026-11-23T10:31:00Z", new EventPayload.Click(), "app", "s-2");
        add("2026-11-23T10:45:00Z");
        assertThat(activity.sessions.estimate()).isEqualTo(1);
        add("2026-11-24T10:45:00Z", new EventPayload.Click(), "web", "s-1");
        assertThat(activity.sessions.estimate()).isEqualTo(2);
    }

    @Test
    void everyChannelHasItsOwnIndex() {
        assertThat(Channel.values()).extracting(Channel::index).doesNotHaveDuplicates();
        assertThat(Channel.values()).allMatch(channel -> channel.index() < ActivityCounters.CHANNEL_COUNT);
        assertThat(Channel.of("email")).isEqualTo(Channel.EMAIL);
        assertThat(Channel.of("")).isEqualTo(Channel.OTHER);
    }

    private void add(String time) {
        add(time, new EventPayload.Click(), null, null);
    }

    private void add(String time, Event.Origin origin) {
        add(time, new EventPayload.Click(), origin);
    }

    private void add(String time, EventPayload payload, @Nullable String channel, @Nullable String session) {
        add(time, payload, new Event.Origin(channel, session));
    }

    private void add(String time, EventPayload payload, Event.Origin origin) {
        Event event =
                new Event(RandomHistories.ANN, new MessageId("m"), Instant.parse(time), payload, null, origin, null);
        activity.add(event, new DecayTime(micros(time)));
    }

    private static long micros(String time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    }
}

package io.portrait.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows for {@code COPY journal (…) FROM STDIN (FORMAT binary)}, the cheapest way of many rows into PostgreSQL. Layout
 * (all big endian): the signature, two zero ints; per row the number of columns as a short, then per column its length as
 * an int (−1: null) and its bytes; a short −1 at the end. Times are microseconds since 2000-01-01.
 */
final class JournalCopy {

    static final String SQL = """
            COPY journal (user_id, message_id, position, shard, received_at, epoch, happened_at, kind,
                          item_id, item_revision, value, scale, label, channel, session_id, detail, anonymous, person,
                          impression_id, utc_offset_minutes)
            FROM STDIN (FORMAT binary)
            """;

    private static final int COLUMNS = 20;
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private ByteBuffer out = ByteBuffer.allocate(1 << 16);

    private JournalCopy() {
        out.put(SIGNATURE).putInt(0).putInt(0);
    }

    static byte[] rows(List<JournalEntry> entries) {
        JournalCopy copy = new JournalCopy();
        entries.forEach(copy::add);
        return copy.finish();
    }

    private void add(JournalEntry entry) {
        Event event = entry.event();
        StoredBehaviour behaviour = StoredBehaviour.of(event.behaviour());
        reserve(Short.BYTES).putShort((short) COLUMNS);
        text(event.user().value());
        text(event.message().value());
        int8(entry.position());
        int2(Shard.of(entry.person()));
        time(entry.receivedAt());
        int8(entry.epoch());
        time(event.happenedAt());
        int2(behaviour.kind());
        text(event.item() == null ? null : event.item().value());
        int4(entry.itemRevision());
        float8(behaviour.value());
        float8(behaviour.scale());
        text(behaviour.label());
        text(event.origin().channel());
        text(event.origin().session());
        text(event.detail());
        bool(event.anonymous());
        text(entry.person().equals(event.user()) ? null : entry.person().value());
        uuid(event.impression());
        offset(event.origin().offset());
    }

    private byte[] finish() {
        reserve(Short.BYTES).putShort((short) -1);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Room for so many bytes more. */
    private ByteBuffer reserve(int more) {
        if (out.remaining() < more) {
            out = ByteBuffer.allocate(Math.max(2 * out.capacity(), out.position() + more))
                    .put(out.flip());
        }
        return out;
    }

    /** The length of a column, and room for it. */
    private ByteBuffer column(int length) {
        return reserve(Integer.BYTES + length).putInt(length);
    }

    private void none() {
        reserve(Integer.BYTES).putInt(-1);
    }

    private void text(@Nullable String value) {
        if (value == null) {
            none();
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        column(utf8.length).put(utf8);
    }

    private void uuid(@Nullable UUID value) {
        if (value == null) {
            none();
            return;
        }
        column(2 * Long.BYTES).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }

    private void bool(boolean value) {
        column(1).put((byte) (value ? 1 : 0));
    }

    private void offset(@Nullable ZoneOffset offset) {
        if (offset == null) {
            none();
            return;
        }
        int2(TimeZones.minutes(offset));
    }

    private void int2(int value) {
        column(Short.BYTES).putShort((short) value);
    }

    private void int4(int value) {
        column(Integer.BYTES).putInt(value);
    }

    private void int8(long value) {
        column(Long.BYTES).putLong(value);
    }

    private void float8(@Nullable Double value) {
        if (value == null) {
            none();
            return;
        }
        column(Double.BYTES).putDouble(value);
    }

    private void time(Instant value) {
        int8(ChronoUnit.MICROS.between(POSTGRES_EPOCH, value));
    }
}

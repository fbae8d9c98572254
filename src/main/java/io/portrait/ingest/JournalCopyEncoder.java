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
 * The encoder of journal rows for {@code COPY … FROM STDIN (FORMAT binary)}, the fastest way to insert many rows into
 * PostgreSQL. Layout, all big endian: the signature and two zero ints; per row, the number of columns as a short, then per
 * column its length as an int (−1: null) and its bytes; a short −1 at the end. Times are microseconds since 2000-01-01.
 */
final class JournalCopyEncoder {

    static final String SQL = """
            COPY journal (user_id, message_id, position, shard, received_at, epoch, happened_at, event_type,
                          item_id, item_revision, value, scale, text_value, channel, session_id, extra, is_anonymous, person,
                          list_id, utc_offset_minutes)
            FROM STDIN (FORMAT binary)
            """;

    private static final int COLUMNS = 20;
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private ByteBuffer out = ByteBuffer.allocate(1 << 16);

    private JournalCopyEncoder() {
        out.put(SIGNATURE).putInt(0).putInt(0);
    }

    static byte[] encode(List<JournalEntry> entries) {
        JournalCopyEncoder copy = new JournalCopyEncoder();
        entries.forEach(copy::add);
        return copy.finish();
    }

    private void add(JournalEntry entry) {
        Event event = entry.event();
        PayloadColumns payload = PayloadColumns.of(event.payload());
        reserve(Short.BYTES).putShort((short) COLUMNS);
        text(event.userId().value());
        text(event.messageId().value());
        int8(entry.position());
        int2(Shard.of(entry.person()));
        time(entry.receivedAt());
        int8(entry.epoch());
        time(event.happenedAt());
        int2(payload.typeCode());
        text(event.itemId() == null ? null : event.itemId().value());
        int4(entry.itemRevision());
        float8(payload.value());
        float8(payload.scale());
        text(payload.textValue());
        text(event.origin().channel());
        text(event.origin().sessionId());
        text(event.extra());
        bool(event.anonymous());
        text(entry.person().equals(event.userId()) ? null : entry.person().value());
        uuid(event.listId());
        offset(event.origin().utcOffset());
    }

    private byte[] finish() {
        reserve(Short.BYTES).putShort((short) -1);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Grows the buffer if necessary. */
    private ByteBuffer reserve(int additionalBytes) {
        if (out.remaining() < additionalBytes) {
            out = ByteBuffer.allocate(Math.max(2 * out.capacity(), out.position() + additionalBytes))
                    .put(out.flip());
        }
        return out;
    }

    /** Writes the length of a column and reserves its bytes. */
    private ByteBuffer column(int length) {
        return reserve(Integer.BYTES + length).putInt(length);
    }

    private void writeNull() {
        reserve(Integer.BYTES).putInt(-1);
    }

    private void text(@Nullable String value) {
        if (value == null) {
            writeNull();
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        column(utf8.length).put(utf8);
    }

    private void uuid(@Nullable UUID value) {
        if (value == null) {
            writeNull();
            return;
        }
        column(2 * Long.BYTES).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }

    private void bool(boolean value) {
        column(1).put((byte) (value ? 1 : 0));
    }

    private void offset(@Nullable ZoneOffset offset) {
        if (offset == null) {
            writeNull();
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
            writeNull();
            return;
        }
        column(Double.BYTES).putDouble(value);
    }

    private void time(Instant value) {
        int8(ChronoUnit.MICROS.between(POSTGRES_EPOCH, value));
    }
}

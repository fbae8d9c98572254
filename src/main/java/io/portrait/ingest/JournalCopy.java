package io.portrait.ingest;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    private final DataOutputStream out = new DataOutputStream(bytes);

    private JournalCopy() {
        try {
            out.write(SIGNATURE);
            out.writeInt(0);
            out.writeInt(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] rows(List<JournalEntry> entries) {
        JournalCopy copy = new JournalCopy();
        entries.forEach(copy::add);
        return copy.finish();
    }

    private void add(JournalEntry entry) {
        try {
            Event event = entry.event();
            StoredBehaviour behaviour = StoredBehaviour.of(event.behaviour());
            out.writeShort(COLUMNS);
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] finish() {
        try {
            out.writeShort(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void text(@Nullable String value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private void uuid(@Nullable UUID value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
            return;
        }
        out.writeInt(2 * Long.BYTES);
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
    }

    private void bool(boolean value) throws IOException {
        out.writeInt(1);
        out.writeByte(value ? 1 : 0);
    }

    private void offset(@Nullable ZoneOffset offset) throws IOException {
        if (offset == null) {
            out.writeInt(-1);
            return;
        }
        int2(TimeZones.minutes(offset));
    }

    private void int2(int value) throws IOException {
        out.writeInt(Short.BYTES);
        out.writeShort(value);
    }

    private void int4(int value) throws IOException {
        out.writeInt(Integer.BYTES);
        out.writeInt(value);
    }

    private void int8(long value) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
    }

    private void float8(@Nullable Double value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
            return;
        }
        out.writeInt(Double.BYTES);
        out.writeDouble(value);
    }

    private void time(Instant value) throws IOException {
        int8(ChronoUnit.MICROS.between(POSTGRES_EPOCH, value));
    }
}

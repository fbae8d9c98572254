package io.portrait.ingest;

import io.portrait.kernel.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The dead letters in PostgreSQL. The same event with the same reason is stored once. */
@Component
class JdbcDeadLetters implements DeadLetters {

    private static final String STORE = """
            INSERT INTO dead_letter (digest, received_at, user_id, message_id, code, detail, pointer, event, format, sent_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING
            """;

    private static final String NEWEST = "SELECT * FROM dead_letter WHERE id < ? ORDER BY id DESC LIMIT ?";

    private static final String FIND = "SELECT * FROM dead_letter WHERE id = ?";

    private static final String RESOLVE = "DELETE FROM dead_letter WHERE id = ?";

    /** A wrong clock alone deletes nothing: dead letters must be older than the retention by the newest arrival as well. */
    private static final String DELETE_EXPIRED = """
            DELETE FROM dead_letter WHERE received_at < least(?, (SELECT latest_arrival FROM journal_head)) - ?::interval
            """;

    private static final Pattern IDENTITY_TOKEN =
            Pattern.compile("\"" + UnmappedFields.IDENTITY_TOKEN + "\"\\s*:\\s*\"[^\"]*\"?");

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private static final RowMapper<DeadLetter> LETTER_MAPPER = (row, index) -> new DeadLetter(
            row.getLong("id"),
            row.getObject("received_at", OffsetDateTime.class).toInstant(),
            row.getString("user_id"),
            row.getString("message_id"),
            new Rejection(row.getString("code"), row.getString("detail"), row.getString("pointer")),
            row.getString("event"),
            EventFormat.ofLabel(row.getString("format")),
            sentAt(row));

    private final JdbcTemplate jdbc;
    private final IngestProperties limits;
    private final Clock clock;

    JdbcDeadLetters(JdbcTemplate jdbc, IngestProperties limits, Clock clock) {
        this.jdbc = jdbc;
        this.limits = limits;
        this.clock = clock;
    }

    void store(List<ParsedEvent.Invalid> invalidEvents, Instant receivedAt) {
        if (!invalidEvents.isEmpty()) {
            OffsetDateTime receivedTime = receivedAt.atOffset(ZoneOffset.UTC);
            jdbc.batchUpdate(
                    STORE,
                    invalidEvents.stream()
                            .map(invalidEvent -> row(invalidEvent, receivedTime))
                            .toList());
        }
    }

    private static @Nullable Object[] row(ParsedEvent.Invalid invalidEvent, OffsetDateTime receivedTime) {
        Rejection rejection = invalidEvent.rejection();
        return new @Nullable Object[] {
            digest(invalidEvent),
            receivedTime,
            storable(invalidEvent.userId()),
            storable(invalidEvent.messageId()),
            rejection.code(),
            storable(rejection.detail()),
            rejection.pointer(),
            storable(withoutIdentityToken(invalidEvent.source())),
            invalidEvent.format().label(),
            storable(invalidEvent.sentAt())
        };
    }

    /** Null for a time outside PostgreSQL's range, which cannot be used to correct a clock. */
    private static @Nullable OffsetDateTime storable(@Nullable Instant time) {
        return time == null || time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)
                ? null
                : time.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant sentAt(ResultSet row) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject("sent_at", OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Removes the identity token, which is a secret, from the text of an event. */
    private static String withoutIdentityToken(String source) {
        return source.contains(UnmappedFields.IDENTITY_TOKEN)
                ? IDENTITY_TOKEN.matcher(source).replaceAll("\"" + UnmappedFields.IDENTITY_TOKEN + "\":\"\"")
                : source;
    }

    /** Removes NUL characters, which PostgreSQL cannot store. */
    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace("\0", "");
    }

    private static byte[] digest(ParsedEvent.Invalid invalidEvent) {
        MessageDigest sha256 = Digests.sha256();
        sha256.update(invalidEvent.rejection().code().getBytes(StandardCharsets.UTF_8));
        return sha256.digest(invalidEvent.source().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<DeadLetter> newest(long before, int limit) {
        return jdbc.query(NEWEST, LETTER_MAPPER, before, limit);
    }

    @Override
    public Optional<DeadLetter> find(long id) {
        return jdbc.query(FIND, LETTER_MAPPER, id).stream().findFirst();
    }

    @Override
    public void resolve(long id) {
        jdbc.update(RESOLVE, id);
    }

    @Scheduled(initialDelay = 5, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void deleteExpired() {
        jdbc.update(
                DELETE_EXPIRED,
                clock.instant().atOffset(ZoneOffset.UTC),
                limits.deadLetterRetention().toString());
    }
}

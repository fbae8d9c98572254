package io.portrait.access.consent;

import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyDerivation;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.Pseudonymizer;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** The table of requests of persons. After an erasure a request contains the pseudonym but not the user id. */
@Component
@Order(5)
class JdbcSubjectRequests implements PersonalData {

    private static final String ADD = """
            INSERT INTO subject_request (id, type, user_id, subject, requested_by, received_at, completed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """;

    private static final String PENDING_ERASURES = """
            SELECT id FROM subject_request WHERE completed_at IS NULL AND type = 'erasure' ORDER BY received_at LIMIT ?
            """;

    private static final String CLAIM = """
            SELECT user_id FROM subject_request WHERE id = ? AND completed_at IS NULL FOR UPDATE SKIP LOCKED
            """;

    private static final String PENDING_ERASURE = """
            SELECT id FROM subject_request WHERE subject = ? AND completed_at IS NULL AND type = 'erasure'
            """;

    private static final RowMapper<SubjectRequest> REQUEST = (row, index) -> {
        @Nullable String user = row.getString("user_id");
        @Nullable OffsetDateTime completed = row.getObject("completed_at", OffsetDateTime.class);
        return new SubjectRequest(
                row.getString("id"),
                SubjectRequest.SubjectRequestType.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                user == null ? null : new UserId(user),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                completed == null ? null : completed.toInstant());
    };

    private final JdbcTemplate jdbc;
    private final Pseudonymizer pseudonymizer;

    JdbcSubjectRequests(JdbcTemplate jdbc, KeyDerivation secrets) {
        this.jdbc = jdbc;
        this.pseudonymizer = new Pseudonymizer(secrets);
    }

    /** Stores a request; returns false if its id exists already. */
    boolean add(SubjectRequest request, UserId user, Caller actor) {
        @Nullable Instant completed = request.completedAt();
        int added = jdbc.update(
                ADD,
                request.id(),
                request.type().label(),
                user.value(),
                pseudonymizer.pseudonym(user),
                actor.actor(),
                request.receivedAt().atOffset(ZoneOffset.UTC),
                completed == null ? null : completed.atOffset(ZoneOffset.UTC));
        return added == 1;
    }

    Optional<SubjectRequest> find(String id) {
        return jdbc.query("SELECT * FROM subject_request WHERE id = ?", REQUEST, id).stream()
                .findFirst();
    }

    List<String> pendingErasures(int limit) {
        return jdbc.query(PENDING_ERASURES, (row, index) -> row.getString("id"), limit);
    }

    /** The pending erasure of a person; under the lock of the suppression list there is at most one. */
    Optional<String> pendingErasure(UserId user) {
        return jdbc
                .query(PENDING_ERASURE, (row, index) -> row.getString("id"), (Object) pseudonymizer.pseudonym(user))
                .stream()
                .findFirst();
    }

    /** Locks a pending request and returns its user; empty if it is completed or locked by another transaction. */
    Optional<UserId> claim(String id) {
        return jdbc.query(CLAIM, (row, index) -> new UserId(row.getString("user_id")), id).stream()
                .findFirst();
    }

    void markCompleted(String id, Instant completedAt) {
        jdbc.update(
                "UPDATE subject_request SET completed_at = ? WHERE id = ?", completedAt.atOffset(ZoneOffset.UTC), id);
    }

    @Override
    public void erase(UserId user) {
        jdbc.update(
                "UPDATE subject_request SET user_id = NULL WHERE subject = ?", (Object) pseudonymizer.pseudonym(user));
    }

    @Override
    public void export(UserId user, RecordSink records) {
        jdbc.query(
                "SELECT to_jsonb(r) FROM subject_request r WHERE subject = ? ORDER BY received_at",
                row -> {
                    records.add("subject_request", row.getString(1));
                },
                (Object) pseudonymizer.pseudonym(user));
    }
}

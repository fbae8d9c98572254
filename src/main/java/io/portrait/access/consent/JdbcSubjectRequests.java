package io.portrait.access.consent;

import io.portrait.kernel.Caller;
import io.portrait.kernel.Digests;
import io.portrait.kernel.KeyDerivation;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.Pseudonymizer;
import io.portrait.kernel.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/**
 * The table of requests of persons. After an erasure a request contains the pseudonym but not the user id. If the client has
 * made the id of the request from the user id, a keyed hash takes its place, by which the client still finds it.
 */
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

    private static final String PENDING_ERASURE_USER =
            "SELECT user_id FROM subject_request WHERE id = ? AND completed_at IS NULL";

    /**
     * A client may have made the id of a request from the id of the person. An id of less than 6 characters is looked for in
     * the person's own requests only, because the ids of many others contain it by chance.
     */
    private static final String NAMING = """
             FROM subject_request
            WHERE position(? IN id) > 0 AND (subject = ? OR length(?) >= 6) AND id !~ '^erased-[0-9a-f]{64}$'
            """;

    private static final String EXPORT_OWN =
            "SELECT to_jsonb(r) - 'subject' FROM subject_request r WHERE subject = ? ORDER BY received_at";

    private static final String FIND = "SELECT * FROM subject_request WHERE id = ANY (?::text[])";

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
    private final Mac idMac;

    JdbcSubjectRequests(JdbcTemplate jdbc, KeyDerivation secrets) {
        this.jdbc = jdbc;
        this.pseudonymizer = new Pseudonymizer(secrets);
        this.idMac = Digests.hmacSha256(secrets.derive("subject-request"));
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

    /** The request with an id, also if the stored id was replaced by an erasure. */
    Optional<SubjectRequest> find(String id) {
        return jdbc.query(FIND, REQUEST, (Object) storedForms(id)).stream()
                .findFirst()
                .map(found ->
                        new SubjectRequest(id, found.type(), found.user(), found.receivedAt(), found.completedAt()));
    }

    private String[] storedForms(String id) {
        return new String[] {id, pseudonymOfId(id)};
    }

    /** A keyed hash of a request's id, by which it is found after its id had to be erased. */
    private String pseudonymOfId(String id) {
        try {
            byte[] hash = ((Mac) idMac.clone()).doFinal(id.getBytes(StandardCharsets.UTF_8));
            return "erased-" + HexFormat.of().formatHex(hash);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's HMAC-SHA256 can be copied", e);
        }
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

    /** The user of a pending erasure, without a lock. */
    Optional<UserId> pendingErasureUser(String id) {
        return jdbc.query(PENDING_ERASURE_USER, (row, index) -> new UserId(row.getString("user_id")), id).stream()
                .findFirst();
    }

    /** Locks a pending request and returns its user; empty if it is completed or locked by another transaction. */
    Optional<UserId> claim(String id) {
        return jdbc.query(CLAIM, (row, index) -> new UserId(row.getString("user_id")), id).stream()
                .findFirst();
    }

    void markCompleted(String id, Instant completedAt) {
        jdbc.update(
                "UPDATE subject_request SET completed_at = ? WHERE id = ANY (?::text[])",
                completedAt.atOffset(ZoneOffset.UTC),
                storedForms(id));
    }

    @Override
    public void erase(UserId user) {
        byte[] subject = pseudonymizer.pseudonym(user);
        jdbc.update("UPDATE subject_request SET user_id = NULL WHERE subject = ?", (Object) subject);
        jdbc.queryForList("SELECT id" + NAMING, String.class, user.value(), subject, user.value())
                .forEach(id -> jdbc.update("UPDATE subject_request SET id = ? WHERE id = ?", pseudonymOfId(id), id));
    }

    /** Exports the requests of the person, and of requests of others that are named after the person their ids. */
    @Override
    public void export(UserId user, RecordSink records) {
        byte[] subject = pseudonymizer.pseudonym(user);
        jdbc.query(
                EXPORT_OWN,
                row -> {
                    records.add("subject_request", row.getString(1));
                },
                (Object) subject);
        jdbc.query(
                "SELECT jsonb_build_object('id', id)" + NAMING + " AND subject <> ?",
                row -> {
                    records.add("subject_request", row.getString(1));
                },
                user.value(),
                subject,
                user.value(),
                subject);
    }
}

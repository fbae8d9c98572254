package io.portrait.ingest;

import io.portrait.kernel.PersonalData.RecordSink;
import io.portrait.kernel.UserId;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The mentions of persons in the tables {@code journal} and {@code dead_letter}. PostgreSQL preselects rows by their text;
 * {@link IdMentions} decides. An event of another person keeps everything but the id. Events that state nothing else than the
 * identity of both ids are deleted.
 */
@Component
class JdbcEventMentions implements EventMentions {

    private static final int PAGE = 500;

    private static final Integer[] IDENTITY_TYPES = {
        EventType.ALIAS.code(), EventType.MERGE.code(), EventType.UNMERGE.code()
    };

    /** {@code extra} and the text of an identify event are JSON as Jackson writes it, so an id has one form in quotes. */
    private static final String EVENTS_OF_OTHERS = """
            SELECT user_id, message_id, position, received_at, happened_at, event_type, text_value, extra FROM journal
            WHERE position > ? AND user_id <> ALL (?::text[])
              AND (extra LIKE ANY (?::text[]) OR session_id = ANY (?::text[]) OR person = ANY (?::text[])
                   OR (event_type = ANY (?::int[]) AND text_value = ANY (?::text[]))
                   OR (event_type = ? AND text_value LIKE ANY (?::text[])))
            ORDER BY position LIMIT ?
            """;

    private static final String REWRITE_EVENT = """
            UPDATE journal SET text_value = ?, extra = ?,
                session_id = CASE WHEN session_id = ANY (?::text[]) THEN NULL ELSE session_id END,
                person = CASE WHEN person = ANY (?::text[]) THEN NULL ELSE person END
            WHERE user_id = ? AND message_id = ? AND received_at = ?
            """;

    private static final String DELETE_EVENT =
            "DELETE FROM journal WHERE user_id = ? AND message_id = ? AND received_at = ?";

    /** A text with a backslash may contain an id in an escaped form. */
    private static final String DEAD_LETTERS = """
            SELECT id, user_id, event, (to_jsonb(d) - 'digest')::text AS row FROM dead_letter d
            WHERE id > ? AND (user_id = ANY (?::text[]) OR event LIKE ANY (?::text[]) OR position('\\' IN event) > 0)
            ORDER BY id LIMIT ?
            """;

    private static final String DELETE_DEAD_LETTER = "DELETE FROM dead_letter WHERE id = ?";

    private record OtherEvent(
            String userId,
            String messageId,
            long position,
            OffsetDateTime receivedAt,
            OffsetDateTime happenedAt,
            int typeCode,
            @Nullable String textValue,
            @Nullable String extra) {

        boolean statesIdentityOnly() {
            return Arrays.asList(IDENTITY_TYPES).contains(typeCode);
        }
    }

    private record FoundDeadLetter(long id, @Nullable String userId, String event, String row) {}

    private static final RowMapper<OtherEvent> EVENT = (row, index) -> new OtherEvent(
            row.getString("user_id"),
            row.getString("message_id"),
            row.getLong("position"),
            row.getObject("received_at", OffsetDateTime.class),
            row.getObject("happened_at", OffsetDateTime.class),
            row.getInt("event_type"),
            row.getString("text_value"),
            row.getString("extra"));

    private static final RowMapper<FoundDeadLetter> LETTER = (row, index) -> new FoundDeadLetter(
            row.getLong("id"), row.getString("user_id"), row.getString("event"), row.getString("row"));

    private final JdbcTemplate jdbc;
    private final EventMentionProperties settings;
    private final JsonMapper json;

    JdbcEventMentions(JdbcTemplate jdbc, EventMentionProperties settings, JsonMapper json) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.json = json;
    }

    @Override
    public void remove(Set<UserId> ids) {
        IdMentions mentions = new IdMentions(ids);
        forEachDeadLetter(ids, letter -> jdbc.update(DELETE_DEAD_LETTER, letter.id()));
        forEachEventOfOthers(ids, event -> remove(event, values(ids), mentions));
    }

    /** Each row is a statement of its own, so no lock is held while another row is waited for. */
    private void remove(OtherEvent event, String[] ids, IdMentions mentions) {
        if (event.statesIdentityOnly()) {
            jdbc.update(DELETE_EVENT, event.userId(), event.messageId(), event.receivedAt());
            return;
        }
        boolean isIdentify = event.typeCode() == EventType.IDENTIFY.code();
        jdbc.update(
                REWRITE_EVENT,
                isIdentify ? removedFrom(event.textValue(), mentions) : event.textValue(),
                removedFrom(event.extra(), mentions),
                ids,
                ids,
                event.userId(),
                event.messageId(),
                event.receivedAt());
    }

    private static @Nullable String removedFrom(@Nullable String jsonObject, IdMentions mentions) {
        return jsonObject == null ? null : mentions.removedFrom(jsonObject);
    }

    @Override
    public void export(Set<UserId> ids, RecordSink records) {
        Collection<String> own = Arrays.asList(values(ids));
        forEachDeadLetter(ids, letter -> {
            boolean isOfOther = letter.userId() != null && !own.contains(letter.userId());
            records.add(
                    "dead_letter",
                    isOfOther ? mentionJson("mentioned_in_rejected_event_of_another_person") : letter.row());
        });
        forEachEventOfOthers(ids, event -> records.add("journal", mentionJson(event)));
    }

    private String mentionJson(String note) {
        return json.createObjectNode().put("note", note).toString();
    }

    private String mentionJson(OtherEvent event) {
        return json.createObjectNode()
                .put("note", "mentioned_in_event_of_another_person")
                .put("event_type", EventType.ofCode(event.typeCode()).wireName())
                .put("happened_at", event.happenedAt().toInstant().toString())
                .toString();
    }

    private void forEachDeadLetter(Set<UserId> ids, Consumer<FoundDeadLetter> consumer) {
        IdMentions mentions = new IdMentions(ids);
        Collection<String> own = Arrays.asList(values(ids));
        long last = 0;
        List<FoundDeadLetter> page;
        do {
            page = jdbc.query(DEAD_LETTERS, LETTER, last, values(ids), containing(values(ids)), PAGE);
            page.stream()
                    .filter(letter -> own.contains(letter.userId()) || mentions.occurIn(letter.event()))
                    .forEach(consumer);
            last = page.isEmpty() ? last : page.getLast().id();
        } while (page.size() == PAGE);
    }

    private void forEachEventOfOthers(Set<UserId> ids, Consumer<OtherEvent> consumer) {
        if (!settings.searchEvents()) {
            return;
        }
        String[] values = values(ids);
        String[] quoted =
                containing(Stream.of(values).map(json::writeValueAsString).toArray(String[]::new));
        long last = 0;
        List<OtherEvent> page;
        do {
            page = jdbc.query(
                    EVENTS_OF_OTHERS,
                    EVENT,
                    last,
                    values,
                    quoted,
                    values,
                    values,
                    IDENTITY_TYPES,
                    values,
                    EventType.IDENTIFY.code(),
                    quoted,
                    PAGE);
            page.forEach(consumer);
            last = page.isEmpty() ? last : page.getLast().position();
        } while (page.size() == PAGE);
    }

    private static String[] values(Set<UserId> ids) {
        return ids.stream().map(UserId::value).toArray(String[]::new);
    }

    /** LIKE patterns for texts that contain the given ones. */
    private static String[] containing(String... texts) {
        return Stream.of(texts)
                .map(text -> "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%")
                .toArray(String[]::new);
    }
}

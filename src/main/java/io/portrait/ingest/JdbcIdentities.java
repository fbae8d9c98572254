package io.portrait.ingest;

import io.portrait.ingest.Persons.Joined;
import io.portrait.kernel.UserId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/**
 * Who is who in PostgreSQL. Written only under the lock of the journal's head, by the append that journals the reason; so
 * who is who at a place of the journal is as certain as the journal itself.
 */
@Component
class JdbcIdentities implements Identities {

    private static final String OF_IDS = "SELECT id, person, joined_to FROM identity WHERE id = ANY (?::text[])";

    private static final String OF_PERSONS = """
            SELECT id, person, joined_to FROM identity
            WHERE person IN (SELECT coalesce(i.person, k.id) FROM unnest(?::text[]) AS k(id)
                             LEFT JOIN identity i ON i.id = k.id)
            """;

    private static final String KNOWN = """
            SELECT k.id FROM unnest(?::text[]) AS k(id)
            WHERE EXISTS (SELECT 1 FROM journal j WHERE j.user_id = k.id AND NOT j.anonymous)
            """;

    private static final String FORGET = "DELETE FROM identity WHERE id = ANY (?::text[])";

    private static final String JOIN = "INSERT INTO identity (id, person, joined_to) VALUES (?, ?, ?)";

    private static final String CHANGE = """
            INSERT INTO identity_change (position, epoch, person, person_ids, shard, other, other_ids, other_shard)
            VALUES (?, ?, ?, ?::text[], ?, ?, ?::text[], ?)
            """;

    private static final String COUNT = "UPDATE journal_head SET identity_changes = identity_changes + ?";

    private static final String PERSON_OF = "SELECT person FROM identity WHERE id = ?";

    private static final String IDS_OF = "SELECT id FROM identity WHERE person = ?";

    private static final String NEXT = """
            SELECT position, epoch, person, person_ids, other, other_ids FROM identity_change
            WHERE NOT applied AND ? IN (shard, other_shard) ORDER BY position LIMIT 1
            """;

    private static final String IS_PENDING =
            "SELECT EXISTS (SELECT 1 FROM identity_change WHERE position = ? AND NOT applied)";

    private static final String ANY_PENDING = """
            SELECT EXISTS (SELECT 1 FROM identity_change
                           WHERE NOT applied AND (person_ids && ?::text[] OR other_ids && ?::text[] OR other = ANY (?::text[])))
            """;

    private static final String APPLIED = "UPDATE identity_change SET applied = true WHERE position = ?";

    private static final RowMapper<IdentityChange> CHANGES = (row, index) -> new IdentityChange(
            row.getLong("position"),
            row.getLong("epoch"),
            new UserId(row.getString("person")),
            ids(row, "person_ids"),
            new UserId(row.getString("other")),
            ids(row, "other_ids"));

    private final JdbcTemplate jdbc;
    private final IngestProperties limits;
    private final List<MergeRule> rules;

    JdbcIdentities(JdbcTemplate jdbc, IngestProperties limits, List<MergeRule> rules) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.limits = limits;
    }

    /** Who is who among these events; {@code changesSoFar} says whether there is anything to ask. */
    Persons among(List<Event> events, long changesSoFar) {
        Set<UserId> merging = new HashSet<>();
        Set<UserId> claimed = new HashSet<>();
        events.forEach(event -> note(event, merging, claimed));
        Map<UserId, Joined> joined = new HashMap<>();
        if (changesSoFar > 0) {
            load(OF_IDS, events.stream().map(Event::user).collect(Collectors.toSet()), joined);
        }
        if (!merging.isEmpty()) {
            load(OF_PERSONS, merging, joined);
        }
        claimed.removeAll(joined.keySet());
        Set<UserId> known = claimed.isEmpty() ? new HashSet<>() : known(claimed);
        return new Persons(limits.maxIds(), joined, known, !merging.isEmpty());
    }

    private static void note(Event event, Set<UserId> merging, Set<UserId> claimed) {
        switch (event.behaviour()) {
            case Behaviour.Identify(var traits, var anonymous) -> {
                if (anonymous != null) {
                    merging.addAll(List.of(event.user(), anonymous));
                    claimed.add(anonymous);
                }
            }
            case Behaviour.Alias(var other) -> {
                merging.addAll(List.of(event.user(), other));
                claimed.add(other);
            }
            case Behaviour.Merge(var other) -> merging.addAll(List.of(event.user(), other));
            case Behaviour.Unmerge(var other) -> merging.addAll(List.of(event.user(), other));
            default -> {
                // changes nobody
            }
        }
    }

    private void load(String query, Set<UserId> ids, Map<UserId, Joined> joined) {
        jdbc.query(
                query,
                row -> {
                    Joined to = new Joined(new UserId(row.getString("person")), new UserId(row.getString("joined_to")));
                    joined.put(new UserId(row.getString("id")), to);
                },
                (Object) array(ids));
    }

    private Set<UserId> known(Set<UserId> claimed) {
        return new HashSet<>(
                jdbc.query(KNOWN, (row, index) -> new UserId(row.getString("id")), (Object) array(claimed)));
    }

    /** Writes what a group has changed, in the transaction of its append. */
    void save(Persons persons) {
        if (persons.changes().isEmpty()) {
            return;
        }
        jdbc.update(FORGET, (Object) array(persons.touched()));
        jdbc.batchUpdate(
                JOIN,
                persons.belongings().entrySet().stream()
                        .map(entry -> new Object[] {
                            entry.getKey().value(),
                            entry.getValue().person().value(),
                            entry.getValue().to().value()
                        })
                        .toList());
        jdbc.batchUpdate(
                CHANGE, persons.changes().stream().map(JdbcIdentities::row).toList());
        jdbc.update(COUNT, persons.changes().size());
        persons.changes().stream()
                .filter(IdentityChange::isMerge)
                .forEach(merge -> rules.forEach(rule -> rule.joined(merge.personIds())));
    }

    private static Object[] row(IdentityChange change) {
        return new Object[] {
            change.position(),
            change.epoch(),
            change.person().value(),
            array(change.personIds()),
            Shard.of(change.person()),
            change.other().value(),
            array(change.otherIds()),
            Shard.of(change.other())
        };
    }

    @Override
    public UserId personOf(UserId id) {
        return jdbc.query(PERSON_OF, (row, index) -> new UserId(row.getString(1)), id.value()).stream()
                .findFirst()
                .orElse(id);
    }

    @Override
    public SortedSet<UserId> idsOf(UserId person) {
        SortedSet<UserId> ids =
                new TreeSet<>(jdbc.query(IDS_OF, (row, index) -> new UserId(row.getString(1)), person.value()));
        ids.add(person);
        return ids;
    }

    @Override
    public Optional<IdentityChange> nextFor(int shard) {
        return jdbc.query(NEXT, CHANGES, shard).stream().findFirst();
    }

    @Override
    public boolean isPending(IdentityChange change) {
        return Boolean.TRUE.equals(jdbc.queryForObject(IS_PENDING, Boolean.class, change.position()));
    }

    @Override
    public boolean isPending(Set<UserId> ids) {
        String[] named = array(ids);
        return Boolean.TRUE.equals(jdbc.queryForObject(ANY_PENDING, Boolean.class, named, named, named));
    }

    @Override
    public void markApplied(IdentityChange change) {
        jdbc.update(APPLIED, change.position());
    }

    private static String[] array(Collection<UserId> ids) {
        return ids.stream().map(UserId::value).toArray(String[]::new);
    }

    private static SortedSet<UserId> ids(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return Arrays.stream((String[]) array.getArray())
                .map(UserId::new)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package io.portrait.ingest;

import io.portrait.ingest.IdentityResolver.IdentityLink;
import io.portrait.ingest.IdentityResolver.LinkRules;
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
 * The identity graph in PostgreSQL. Only an append that writes an identity event changes it, under the lock of the journal's
 * head. Therefore the graph is well defined at each position of the journal.
 */
@Component
class JdbcIdentityGraph implements IdentityGraph {

    private static final String LINKS_OF_PERSONS = """
            SELECT id, person, linked_to, authority, epoch FROM identity
            WHERE person IN (SELECT coalesce(i.person, k.id) FROM unnest(?::text[]) AS k(id)
                             LEFT JOIN identity i ON i.id = k.id)
            """;

    private static final String DELETE_LINKS = "DELETE FROM identity WHERE id = ANY (?::text[])";

    private static final String INSERT_LINK =
            "INSERT INTO identity (id, person, linked_to, authority, epoch) VALUES (?, ?, ?, ?, ?)";

    private static final String INSERT_CHANGE = """
            INSERT INTO identity_change (position, epoch, person, person_ids, shard, other, other_ids, other_shard)
            VALUES (?, ?, ?, ?::text[], ?, ?, ?::text[], ?)
            """;

    private static final String ADD_CHANGE_COUNT = "UPDATE journal_head SET identity_changes = identity_changes + ?";

    private static final String PERSON_OF = "SELECT person FROM identity WHERE id = ?";

    private static final String IDS_OF = "SELECT id FROM identity WHERE person = ?";

    private static final String UNCONFIRMED =
            "SELECT id FROM identity WHERE id = ANY (?::text[]) AND authority <> 'owner'";

    private static final String IS_LINKED_BY_CLIENT =
            "SELECT EXISTS (SELECT 1 FROM identity WHERE id = ? AND authority = 'client')";

    private static final String CHANGES = """
            SELECT position, epoch, person, person_ids, other, other_ids FROM identity_change
            WHERE position > ? AND position <= ? ORDER BY position
            """;

    private static final String CHANGES_OF_IDS = """
            SELECT position, epoch, person, person_ids, other, other_ids FROM identity_change
            WHERE position <= ? AND (person_ids || other_ids) && ?::text[] ORDER BY position
            """;

    private static final String NEXT_PENDING = """
            SELECT position, epoch, person, person_ids, other, other_ids FROM identity_change
            WHERE NOT applied AND ? IN (shard, other_shard) ORDER BY position LIMIT 1
            """;

    private static final String IS_PENDING =
            "SELECT EXISTS (SELECT 1 FROM identity_change WHERE position = ? AND NOT applied)";

    private static final String IS_ANY_PENDING = """
            SELECT EXISTS (SELECT 1 FROM identity_change
                           WHERE NOT applied AND (person_ids && ?::text[] OR other_ids && ?::text[] OR other = ANY (?::text[])))
            """;

    private static final String MARK_APPLIED = "UPDATE identity_change SET applied = true WHERE position = ?";

    private static final RowMapper<IdentityChange> CHANGE_MAPPER = (row, index) -> new IdentityChange(
            row.getLong("position"),
            row.getLong("epoch"),
            new UserId(row.getString("person")),
            ids(row, "person_ids"),
            new UserId(row.getString("other")),
            ids(row, "other_ids"));

    private final JdbcTemplate jdbc;
    private final JdbcKnownIds knownIds;
    private final LinkRules rules;
    private final List<IdentityMergeListener> mergeListeners;

    JdbcIdentityGraph(
            JdbcTemplate jdbc,
            JdbcKnownIds knownIds,
            IngestProperties properties,
            List<IdentityMergeListener> mergeListeners) {
        this.jdbc = jdbc;
        this.knownIds = knownIds;
        this.mergeListeners = mergeListeners;
        this.rules = new LinkRules(properties.maxAliases(), properties.clientLinks());
    }

    JdbcKnownIds knownIds() {
        return knownIds;
    }

    /** The resolver for a group of events; if {@code changesSoFar} is 0, the links of their users need no query. */
    IdentityResolver resolverFor(List<Event> events, long changesSoFar) {
        Set<UserId> mergedIds = new HashSet<>();
        Set<UserId> claimedIds = new HashSet<>();
        events.forEach(event -> collectIds(event, mergedIds, claimedIds));
        if (changesSoFar > 0) {
            events.forEach(event -> mergedIds.add(event.userId()));
        }
        Map<UserId, IdentityLink> links = mergedIds.isEmpty() ? new HashMap<>() : linksOfPersons(mergedIds);
        Map<UserId, Boolean> anonymousOnly = claimedIds.isEmpty() ? new HashMap<>() : knownIds.find(claimedIds);
        return new IdentityResolver(rules, links, anonymousOnly, !claimedIds.isEmpty());
    }

    private static void collectIds(Event event, Set<UserId> mergedIds, Set<UserId> claimedIds) {
        switch (event.payload()) {
            case EventPayload.Identify(var traits, var anonymousId) -> {
                if (anonymousId != null) {
                    mergedIds.addAll(List.of(event.userId(), anonymousId));
                    claimedIds.add(anonymousId);
                }
            }
            case EventPayload.Alias(var other) -> {
                mergedIds.addAll(List.of(event.userId(), other));
                claimedIds.add(other);
            }
            case EventPayload.Merge(var other) -> mergedIds.addAll(List.of(event.userId(), other));
            case EventPayload.Unmerge(var other) -> mergedIds.addAll(List.of(event.userId(), other));
            default -> {
                // other types do not change identities
            }
        }
    }

    /** All links of the persons that these ids belong to. */
    private Map<UserId, IdentityLink> linksOfPersons(Set<UserId> ids) {
        Map<UserId, IdentityLink> links = new HashMap<>();
        jdbc.query(
                LINKS_OF_PERSONS,
                row -> {
                    IdentityLink link = new IdentityLink(
                            new UserId(row.getString("person")),
                            new UserId(row.getString("linked_to")),
                            LinkAuthority.ofLabel(row.getString("authority")),
                            row.getLong("epoch"));
                    links.put(new UserId(row.getString("id")), link);
                },
                (Object) toArray(ids));
        return links;
    }

    /** Writes the changes of a group, in the transaction of its append. */
    void save(IdentityResolver resolver) {
        if (!resolver.changedIds().isEmpty()) {
            saveLinks(resolver);
        }
        if (!resolver.newUserIds().isEmpty()) {
            mergeListeners.forEach(listener -> listener.onBecameUserIds(resolver.newUserIds()));
        }
        resolver.changes().stream()
                .filter(IdentityChange::isMerge)
                .map(IdentityChange::personIds)
                .forEach(ids -> {
                    mergeListeners.forEach(listener -> listener.onMerged(ids, resolver.unconfirmed(ids)));
                });
    }

    private void saveLinks(IdentityResolver resolver) {
        jdbc.update(DELETE_LINKS, (Object) toArray(resolver.changedIds()));
        jdbc.batchUpdate(
                INSERT_LINK,
                resolver.changedLinks().entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .toList());
        jdbc.batchUpdate(
                INSERT_CHANGE,
                resolver.changes().stream().map(JdbcIdentityGraph::row).toList());
        jdbc.update(ADD_CHANGE_COUNT, resolver.changes().size());
    }

    private static Object[] row(UserId id, IdentityLink link) {
        return new Object[] {
            id.value(),
            link.person().value(),
            link.parent().value(),
            link.authority().label(),
            link.epoch()
        };
    }

    private static Object[] row(IdentityChange change) {
        return new Object[] {
            change.position(),
            change.epoch(),
            change.person().value(),
            toArray(change.personIds()),
            Shard.of(change.person()),
            change.other().value(),
            toArray(change.otherIds()),
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
    public Set<UserId> unconfirmed(Set<UserId> ids) {
        return new HashSet<>(
                jdbc.query(UNCONFIRMED, (row, index) -> new UserId(row.getString("id")), (Object) toArray(ids)));
    }

    @Override
    public boolean isLinkedByClient(UserId id) {
        return Boolean.TRUE.equals(jdbc.queryForObject(IS_LINKED_BY_CLIENT, Boolean.class, id.value()));
    }

    @Override
    public List<IdentityChange> changes(long after, long upTo) {
        return jdbc.query(CHANGES, CHANGE_MAPPER, after, upTo);
    }

    @Override
    public Map<UserId, UserId> personsAt(Set<UserId> ids, long position) {
        Map<UserId, UserId> persons = new HashMap<>();
        jdbc.query(CHANGES_OF_IDS, CHANGE_MAPPER, position, toArray(ids)).forEach(change -> {
            change.personIds().forEach(id -> persons.put(id, change.person()));
            change.otherIds().forEach(id -> persons.put(id, change.other()));
        });
        return persons;
    }

    @Override
    public Optional<IdentityChange> nextPending(int shard) {
        return jdbc.query(NEXT_PENDING, CHANGE_MAPPER, shard).stream().findFirst();
    }

    @Override
    public boolean isPending(IdentityChange change) {
        return Boolean.TRUE.equals(jdbc.queryForObject(IS_PENDING, Boolean.class, change.position()));
    }

    @Override
    public boolean isPending(Set<UserId> ids) {
        String[] idArray = toArray(ids);
        return Boolean.TRUE.equals(jdbc.queryForObject(IS_ANY_PENDING, Boolean.class, idArray, idArray, idArray));
    }

    @Override
    public void markApplied(IdentityChange change) {
        jdbc.update(MARK_APPLIED, change.position());
    }

    @Override
    public void markAllPending() {
        jdbc.update("UPDATE identity_change SET applied = false");
    }

    private static String[] toArray(Collection<UserId> ids) {
        return ids.stream().map(UserId::value).toArray(String[]::new);
    }

    private static SortedSet<UserId> ids(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return Arrays.stream((String[]) array.getArray())
                .map(UserId::new)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

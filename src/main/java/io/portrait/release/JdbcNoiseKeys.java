package io.portrait.release;

import io.portrait.kernel.UserId;
import io.portrait.profile.NewUserListener;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The users' noise keys, each random and sealed by the master key. A key is made with the user's first profile row, in the
 * same transaction, so that no read needs to write. Destroying it makes the user's noise, and so all that was released
 * of the user, forgotten; what comes later is a new incarnation. Its number stands under a keyed hash of the user's id.
 */
@Component
class JdbcNoiseKeys implements NewUserListener {

    private static final String INCARNATIONS = "SELECT subject, incarnations FROM erased_user WHERE subject = ANY (?)";

    /** The rows may be made again after a crash of the database, but a key cannot: what was read with it would change. */
    private static final String ENABLE_SYNCHRONOUS_COMMIT = "SET LOCAL synchronous_commit = on";

    private static final String INSERT = """
            INSERT INTO noise_key (user_id, incarnation, wrapped_key) SELECT * FROM unnest(?::text[], ?::int[], ?::bytea[])
            ON CONFLICT DO NOTHING
            """;

    private static final String USERS_WITHOUT_KEY = """
            SELECT user_id FROM profile p WHERE NOT EXISTS (SELECT 1 FROM noise_key k WHERE k.user_id = p.user_id)
            ORDER BY user_id LIMIT 1000
            """;

    private static final String DELETE = "DELETE FROM noise_key WHERE user_id = ? RETURNING incarnation";

    private static final String COUNT_ERASURE = """
            INSERT INTO erased_user (subject, incarnations) VALUES (?, ?)
            ON CONFLICT (subject) DO UPDATE SET incarnations = excluded.incarnations
            """;

    private final JdbcTemplate jdbc;
    private final MasterKey masterKey;
    private final KeyWrapping wrapping;

    JdbcNoiseKeys(JdbcTemplate jdbc, MasterKey masterKey) {
        this.jdbc = jdbc;
        this.masterKey = masterKey;
        this.wrapping = new KeyWrapping(masterKey);
    }

    @Override
    public void onNewUsers(List<UserId> users) {
        Map<String, Integer> erased = erasureCounts(users);
        int[] incarnations = users.stream()
                .mapToInt(user -> erased.getOrDefault(HexFormat.of().formatHex(erasedUserHash(user)), 0))
                .toArray();
        byte[][] wrappedKeys = new byte[users.size()][];
        Arrays.setAll(wrappedKeys, i -> wrapping.generateWrapped(users.get(i), incarnations[i]));
        jdbc.execute(ENABLE_SYNCHRONOUS_COMMIT);
        jdbc.update(INSERT, users.stream().map(UserId::value).toArray(String[]::new), incarnations, wrappedKeys);
    }

    private Map<String, Integer> erasureCounts(List<UserId> users) {
        byte[][] hashes = users.stream().map(this::erasedUserHash).toArray(byte[][]::new);
        Map<String, Integer> erased = new HashMap<>();
        jdbc.query(
                INCARNATIONS,
                row -> {
                    erased.put(HexFormat.of().formatHex(row.getBytes(1)), row.getInt(2));
                },
                (Object) hashes);
        return erased;
    }

    /** Gives keys to users whose rows are older than the keys; to be called before anybody reads. */
    void createMissing() {
        List<UserId> page;
        do {
            page = jdbc.query(USERS_WITHOUT_KEY, (row, index) -> new UserId(row.getString(1)));
            onNewUsers(page);
        } while (!page.isEmpty());
    }

    /** The key in a row of {@code noise_key}. */
    UserNoiseKey unwrap(UserId user, int incarnation, byte[] wrappedKeys) {
        return new UserNoiseKey(incarnation, wrapping.unwrap(wrappedKeys, user, incarnation));
    }

    /** Destroys a user's key, if there is one, and counts the incarnation. */
    void destroy(UserId user) {
        jdbc.query(DELETE, (row, index) -> row.getInt(1), user.value())
                .forEach(incarnation -> jdbc.update(COUNT_ERASURE, erasedUserHash(user), incarnation + 1));
    }

    private byte[] erasedUserHash(UserId user) {
        return masterKey.derive("erased-user", user.value());
    }
}

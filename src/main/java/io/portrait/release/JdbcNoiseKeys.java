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
 * The table of noise keys. Each key is random and wrapped by the master key. It is created in the transaction of the
 * first profile row of a user, so reads never write. After its deletion the noise of the user cannot be reproduced; a
 * later profile is a new incarnation, whose number is stored under a keyed hash of the user id.
 */
@Component
class JdbcNoiseKeys implements NewUserListener {

    private static final String INCARNATIONS = "SELECT subject, incarnations FROM erased_user WHERE subject = ANY (?)";

    /** A profile row can be rebuilt after a database crash, but a lost key cannot: released values would change. */
    private static final String ENABLE_SYNCHRONOUS_COMMIT = "SET LOCAL synchronous_commit = on";

    private static final String INSERT = """
            INSERT INTO noise_key (user_id, incarnation, wrapped_key)
            SELECT * FROM unnest(?::text[], ?::int[], ?::bytea[])
            ON CONFLICT DO NOTHING
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

    /** Unwraps the key of a row of {@code noise_key}. */
    UserNoiseKey unwrap(UserId user, int incarnation, byte[] wrappedKey) {
        return new UserNoiseKey(incarnation, wrapping.unwrap(wrappedKey, user, incarnation));
    }

    /** Deletes the key of a user, if it exists, and stores the number of the next incarnation. */
    void delete(UserId user) {
        jdbc.query(DELETE, (row, index) -> row.getInt(1), user.value())
                .forEach(incarnation -> jdbc.update(COUNT_ERASURE, erasedUserHash(user), incarnation + 1));
    }

    private byte[] erasedUserHash(UserId user) {
        return masterKey.derive("erased-user", user.value());
    }
}

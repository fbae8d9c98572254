package io.portrait.release;

import io.portrait.kernel.UserId;
import io.portrait.profile.NewUsers;
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
class JdbcNoiseKeys implements NewUsers {

    private static final String INCARNATIONS = "SELECT subject, incarnations FROM erased_user WHERE subject = ANY (?)";

    /** The rows may be made again after a crash of the database, but a key cannot: what was read with it would change. */
    private static final String WAIT_FOR_THE_DISK = "SET LOCAL synchronous_commit = on";

    private static final String INSERT = """
            INSERT INTO noise_key (user_id, incarnation, sealed) SELECT * FROM unnest(?::text[], ?::int[], ?::bytea[])
            ON CONFLICT DO NOTHING
            """;

    private static final String KEYLESS = """
            SELECT user_id FROM profile p WHERE NOT EXISTS (SELECT 1 FROM noise_key k WHERE k.user_id = p.user_id)
            ORDER BY user_id LIMIT 1000
            """;

    private static final String DESTROY = "DELETE FROM noise_key WHERE user_id = ? RETURNING incarnation";

    private static final String REMEMBER = """
            INSERT INTO erased_user (subject, incarnations) VALUES (?, ?)
            ON CONFLICT (subject) DO UPDATE SET incarnations = excluded.incarnations
            """;

    private final JdbcTemplate jdbc;
    private final MasterKey master;
    private final KeySeal seal;

    JdbcNoiseKeys(JdbcTemplate jdbc, MasterKey master) {
        this.jdbc = jdbc;
        this.master = master;
        this.seal = new KeySeal(master);
    }

    @Override
    public void firstSeen(List<UserId> users) {
        Map<String, Integer> erased = erased(users);
        int[] incarnations = users.stream()
                .mapToInt(user -> erased.getOrDefault(HexFormat.of().formatHex(subject(user)), 0))
                .toArray();
        byte[][] sealed = new byte[users.size()][];
        Arrays.setAll(sealed, i -> seal.fresh(users.get(i), incarnations[i]));
        jdbc.execute(WAIT_FOR_THE_DISK);
        jdbc.update(INSERT, users.stream().map(UserId::value).toArray(String[]::new), incarnations, sealed);
    }

    private Map<String, Integer> erased(List<UserId> users) {
        byte[][] subjects = users.stream().map(this::subject).toArray(byte[][]::new);
        Map<String, Integer> erased = new HashMap<>();
        jdbc.query(
                INCARNATIONS,
                row -> {
                    erased.put(HexFormat.of().formatHex(row.getBytes(1)), row.getInt(2));
                },
                (Object) subjects);
        return erased;
    }

    /** Gives keys to users whose rows are older than the keys; to be called before anybody reads. */
    void makeMissing() {
        List<UserId> page;
        do {
            page = jdbc.query(KEYLESS, (row, index) -> new UserId(row.getString(1)));
            firstSeen(page);
        } while (!page.isEmpty());
    }

    /** The key in a row of {@code noise_key}. */
    UserKey open(UserId user, int incarnation, byte[] sealed) {
        return new UserKey(incarnation, seal.open(sealed, user, incarnation));
    }

    /** Destroys a user's key, if there is one, and counts the incarnation. */
    void destroy(UserId user) {
        jdbc.query(DESTROY, (row, index) -> row.getInt(1), user.value())
                .forEach(incarnation -> jdbc.update(REMEMBER, subject(user), incarnation + 1));
    }

    private byte[] subject(UserId user) {
        return master.derive("erased-user", user.value());
    }
}

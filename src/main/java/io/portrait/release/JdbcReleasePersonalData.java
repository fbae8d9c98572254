package io.portrait.release;

import io.portrait.kernel.PersonalData;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.release.JdbcNoisySums.StoredSums;
import io.portrait.release.mechanism.NoisySum;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The noisy sums and the noise key of a person, for export and erasure. The sums are exported as numbers by topic. */
@Component
@Order(3)
class JdbcReleasePersonalData implements PersonalData {

    /** Without the wrapped key, which is a secret of the service. */
    private static final String KEYS = "SELECT to_jsonb(k) - 'wrapped_key' FROM noise_key k WHERE user_id = ?";

    private final JdbcTemplate jdbc;
    private final ReleasedProfiles profiles;
    private final JdbcNoisySums sums;
    private final PublicTopicCatalog catalog;

    JdbcReleasePersonalData(
            JdbcTemplate jdbc, ReleasedProfiles profiles, JdbcNoisySums sums, PublicTopicCatalog catalog) {
        this.jdbc = jdbc;
        this.profiles = profiles;
        this.sums = sums;
        this.catalog = catalog;
    }

    @Override
    public void erase(UserId user) {
        profiles.erase(user);
    }

    @Override
    public void export(UserId user, RecordSink records) {
        StoredSums stored = sums.load(List.of(user)).get(user);
        if (stored != null) {
            stored.previous().ifPresent(sum -> records.add("noisy_sum", json(user, sum)));
            stored.last().ifPresent(sum -> records.add("noisy_sum", json(user, sum)));
        }
        jdbc.query(
                KEYS,
                row -> {
                    records.add("noise_key", row.getString(1));
                },
                user.value());
    }

    /** The sums after an epoch, in event weights, as partners and the public may read them. */
    private String json(UserId user, NoisySum sum) {
        List<Topic> topics =
                PublicTopicCatalog.inEffect(catalog.versions(), sum.epoch()).topics();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("user_id", user.value())
                .put("closed_epoch", sum.epoch());
        addByTopic(json.putObject("partner_sums"), topics, sum.partnerSums());
        addByTopic(json.putObject("public_sums"), topics, sum.publicSums());
        return json.toString();
    }

    private static void addByTopic(ObjectNode json, List<Topic> topics, Vec values) {
        for (int i = 0; i < values.size(); i++) {
            json.put(topics.get(i).path(), values.get(i));
        }
    }
}

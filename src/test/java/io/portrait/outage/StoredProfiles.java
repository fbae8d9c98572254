package io.portrait.outage;

import io.portrait.support.EmbeddedDatabaseFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The profiles of a service, for comparison with another run. */
final class StoredProfiles {

    private StoredProfiles() {}

    /** The stored rows by user, with all columns as PostgreSQL prints them. */
    static Map<String, String> stored(JdbcTemplate database) {
        Map<String, String> rows = new HashMap<>();
        database.query("SELECT user_id, profile::text FROM profile", row -> {
            rows.put(row.getString(1), row.getString(2));
        });
        return rows;
    }

    /** A direct connection to the database of a service. */
    static JdbcTemplate connect(Path data) throws IOException {
        return new JdbcTemplate(EmbeddedDatabaseFiles.connect(data));
    }

    /** The profiles without the models and the time of the update, which depend on the order of arrival. */
    static Map<String, JsonNode> withoutModels(ServiceClient service, Set<String> users) throws IOException {
        Map<String, JsonNode> profiles = new TreeMap<>();
        for (String user : users) {
            ObjectNode profile = (ObjectNode) service.profile(user);
            profile.remove("models");
            profile.remove("updatedAt");
            profiles.put(user, profile);
        }
        return profiles;
    }
}

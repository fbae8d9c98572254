package io.portrait.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** The log contains no user ids and no secrets, because its readers may not see profiles and erasures do not reach it. */
@PortraitTest
@ExtendWith(OutputCaptureExtension.class)
class LogTest {

    private static final String PERSON = "person-of-the-log-test";

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcTemplate jdbc;

    private static String event(String message, String type) {
        return """
                {"userId":"%s","messageId":"%s","type":"%s"}\
                """.formatted(PERSON, message, type);
    }

    @Test
    void neitherUserIdsNorSecretsAreLogged(CapturedOutput log) {
        api.postEvents(List.of(
                event("1", "view"), event("1", "view"), event("2", "nonsense"), event("x".repeat(999), "view")));
        api.profile(PERSON);
        String token = api.token(PERSON);
        api.get(token, "/v1/profiles/" + PERSON);
        api.get("wrong-secret", "/v1/profiles/" + PERSON);
        String secret = api.send("POST", "dev-admin", "/v1/keys", "{\"kind\":\"write\",\"label\":\"log\"}", Map.of())
                .json()
                .path("secret")
                .asString();
        api.send("POST", secret, "/v1/events", "{\"events\":[" + event("3", "view") + "]}", Map.of());
        api.send("DELETE", token, "/v1/profiles/" + PERSON, "", Map.of());

        assertThat(secret).isNotBlank();
        assertThat(log.getAll()).doesNotContain(PERSON, token, secret, "wrong-secret");
    }

    @Test
    void userIdsAreNotLoggedWhenTheDatabaseRejectsAWrite(CapturedOutput log) {
        jdbc.execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '23514', DETAIL = 'Failing row contains ' || NEW.user_id; END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION refuse()
                """);
        try {
            assertThat(api.postEvents(List.of(event("4", "view"))).status()).isEqualTo(503);
        } finally {
            jdbc.execute("DROP FUNCTION refuse CASCADE");
        }
        assertThat(log.getAll()).contains("could not be written to the journal").doesNotContain(PERSON);
    }
}

package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.Portrait;
import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.ManualClock;
import io.portrait.support.TestDatabaseConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The life cycle of keys and tokens, with a manual clock. */
@SpringBootTest(
        classes = Portrait.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"portrait.access.rates.partner=3", "portrait.access.subject-token-ttl=10m"})
@Tag("service")
@Import({TestDatabaseConfiguration.class, ApiClient.class, KeysTest.KeysTestClock.class})
class KeysTest {

    /** A clock one day ahead, because expiries are also compared with the time of the machine. */
    @TestConfiguration(proxyBeanMethods = false)
    static class KeysTestClock {

        @Bean
        ManualClock clock() {
            return new ManualClock(Instant.now().plus(Duration.ofDays(1)));
        }
    }

    @Autowired
    private ApiClient api;

    @Autowired
    private ManualClock clock;

    @Autowired
    private JdbcTemplate jdbc;

    private JsonNode create(String body) {
        ApiResponse created = api.send("POST", "dev-admin", "/v1/keys", body, Map.of());
        assertThat(created.status()).isEqualTo(201);
        return created.json();
    }

    private int status(String key) {
        return api.get(key, "/v1/topics").status();
    }

    @Test
    void aKeyWorksAsTheUserNameOfBasicAuthentication() {
        ApiResponse answer =
                api.send("GET", "", "/v1/topics", "", Map.of("Authorization", "Basic ZGV2LWludGVybmFsOg=="));
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aNewKeyWorksUntilItIsRevoked() {
        JsonNode created = create("{\"kind\":\"internal\",\"label\":\"shop\"}");
        String secret = created.path("secret").asString();
        String id = created.at("/key/id").asString();
        assertThat(status(secret)).isEqualTo(200);
        assertThat(status(secret + "x")).isEqualTo(401);
        assertThat(api.get("dev-admin", "/v1/keys").text()).contains(id).doesNotContain(secret);

        assertThat(api.send("DELETE", "dev-admin", "/v1/keys/" + id, "", Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(status(secret)).isEqualTo(401);
        assertThat(api.send("DELETE", "dev-admin", "/v1/keys/" + id, "", Map.of())
                        .code())
                .isEqualTo("key-not-found");
    }

    @Test
    void onlyADigestOfAKeyIsStored() {
        String secret = create("{\"kind\":\"write\"}").path("secret").asString();
        assertThat(jdbc.query("SELECT to_jsonb(k)::text FROM api_key k", (row, index) -> row.getString(1)))
                .isNotEmpty()
                .noneMatch(row -> row.contains(secret.substring(secret.lastIndexOf('_') + 1)));
    }

    @Test
    void aKeyExpires() {
        Instant end = clock.instant().plus(Duration.ofHours(1));
        String secret = create("{\"kind\":\"catalogue\",\"expiresAt\":\"%s\"}".formatted(end))
                .path("secret")
                .asString();
        assertThat(status(secret)).isEqualTo(200);
        clock.advance(Duration.ofHours(1));
        assertThat(status(secret)).isEqualTo(401);
    }

    @Test
    void anExpiredKeyCannotBeMade() {
        ApiResponse created = api.send(
                "POST",
                "dev-admin",
                "/v1/keys",
                "{\"kind\":\"write\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
                Map.of());
        assertThat(created.status()).isEqualTo(400);
    }

    @Test
    void aRotatedKeyStaysValidForTheOverlap() {
        JsonNode old = create("{\"kind\":\"internal\",\"label\":\"shop\"}");
        ApiResponse rotated = api.send(
                "POST",
                "dev-admin",
                "/v1/keys/" + old.at("/key/id").asString() + "/rotations",
                "{\"overlap\":\"PT2H\"}",
                Map.of());
        assertThat(rotated.status()).isEqualTo(201);
        assertThat(rotated.json().at("/key/label").asString()).isEqualTo("shop");
        assertThat(rotated.json().at("/key/kind").asString()).isEqualTo("internal");
        String fresh = rotated.json().path("secret").asString();

        assertThat(List.of(status(old.path("secret").asString()), status(fresh)))
                .containsExactly(200, 200);
        clock.advance(Duration.ofHours(2));
        assertThat(List.of(status(old.path("secret").asString()), status(fresh)))
                .containsExactly(401, 200);
    }

    private ApiResponse rotate(String id, String overlap) {
        return api.send(
                "POST",
                "dev-admin",
                "/v1/keys/" + id + "/rotations",
                "{\"overlap\":\"%s\"}".formatted(overlap),
                Map.of());
    }

    @Test
    void aKeyIsRotatedOnce() {
        String id = create("{\"kind\":\"write\"}").at("/key/id").asString();
        assertThat(rotate(id, "P91D").status()).isEqualTo(400);
        assertThat(rotate(id, "PT1H").status()).isEqualTo(201);
        assertThat(rotate(id, "PT5H").status()).isEqualTo(409);
        assertThat(rotate(id, "PT5H").code()).isEqualTo("key-rotated");
        assertThat(rotate("none", "PT5H").code()).isEqualTo("key-not-found");
    }

    @Test
    void rotationsAtTheSameTimeGiveOneKey() throws InterruptedException, ExecutionException {
        String id =
                create("{\"kind\":\"write\",\"label\":\"raced\"}").at("/key/id").asString();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> rotations = clients.invokeAll(
                    Collections.nCopies(8, () -> rotate(id, "PT1H").status()));
            for (Future<Integer> rotation : rotations) {
                statuses.add(rotation.get());
            }
        }
        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        assertThat(api.get("dev-admin", "/v1/keys")
                        .json()
                        .path("keys")
                        .valueStream()
                        .filter(key -> key.path("label").asString().equals("raced")))
                .hasSize(2);
    }

    @Test
    void anExpiredKeyCannotBeRotated() {
        Instant end = clock.instant().plus(Duration.ofHours(1));
        String id = create("{\"kind\":\"write\",\"expiresAt\":\"%s\"}".formatted(end))
                .at("/key/id")
                .asString();
        clock.advance(Duration.ofHours(1));
        assertThat(rotate(id, "PT1H").status()).isEqualTo(409);
        assertThat(rotate(id, "PT1H").code()).isEqualTo("key-expired");
    }

    @Test
    void keysOfRoleSubjectCannotBeCreated() {
        ApiResponse answer = api.send("POST", "dev-admin", "/v1/keys", "{\"kind\":\"subject\"}", Map.of());
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void aTokenExpires() {
        String token = api.token("ada");
        assertThat(api.get(token, "/v1/subjects/ada/consent").status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(10));
        assertThat(api.get(token, "/v1/subjects/ada/consent").status()).isEqualTo(401);
    }

    @Test
    void aTokenContainsNoDigestOfTheSecretKey() {
        String header =
                new String(Base64.getUrlDecoder().decode(api.token("ada").split("\\.", -1)[0]), StandardCharsets.UTF_8);
        assertThat(header).contains("\"kid\":\"subject-token\"");
    }

    /** The JWT algorithm {@code none} must not be accepted. */
    @Test
    void anUnsignedTokenIsInvalid() {
        String[] parts = api.token("ada").split("\\.", -1);
        String unsigned = "eyJhbGciOiJub25lIn0." + parts[1] + ".";
        String bobs = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8).replace("ada", "bob");
        String otherUser = parts[0] + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bobs.getBytes(StandardCharsets.UTF_8)) + "."
                + parts[2];
        assertThat(api.get(unsigned, "/v1/subjects/ada/consent").status()).isEqualTo(401);
        assertThat(api.get(otherUser, "/v1/subjects/bob/consent").status()).isEqualTo(401);
    }

    @Test
    void aRateLimitedCallerGetsRetryAfter() {
        String secret = create("{\"kind\":\"partner\"}").path("secret").asString();
        ApiResponse first = api.get(secret, "/v1/topics");
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"partner\";q=3;w=60");
        assertThat(first.header("RateLimit")).matches("\"partner\";r=2;t=\\d+");
        assertThat(List.of(status(secret), status(secret))).containsExactly(200, 200);

        ApiResponse response = api.get(secret, "/v1/topics");
        assertThat(response.status()).isEqualTo(429);
        assertThat(response.code()).isEqualTo("rate-limited");
        assertThat(response.header("RateLimit")).matches("\"partner\";r=0;t=\\d+");
        assertThat(Integer.parseInt(response.header("Retry-After"))).isBetween(1, 60);
        assertThat(status(create("{\"kind\":\"partner\"}").path("secret").asString()))
                .as("another key has its own limit")
                .isEqualTo(200);
    }

    @Test
    void internalKeysHaveNoRateLimitByDefault() {
        assertThat(api.get("dev-internal", "/v1/topics").header("RateLimit")).isEmpty();
        assertThat(api.get("dev-write", "/v1/privacy/policy").header("RateLimit"))
                .isEmpty();
    }
}

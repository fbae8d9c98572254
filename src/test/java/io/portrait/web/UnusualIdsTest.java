package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every id that is taken can be read, exported, corrected and erased; every other one is refused with a receipt. */
@PortraitTest
class UnusualIdsTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** The exact text of each id; a class of characters that a path changes or a parser treats specially. */
    private static final List<String> IDS = List.of(
            "CORP\\jdoe",
            "\\\\host\\share",
            "/staff/ann",
            "//staff//ann/",
            "60%2F60",
            "60%",
            "%00",
            "%2e%2e",
            ".",
            "..",
            "./a",
            "../../v1/keys",
            "a/../b",
            "a;b=c",
            ";",
            "a?b=c&d",
            "a#b",
            "a+b c",
            " ada ",
            "a&userId=bob",
            "用户/一",
            "😀\\😀",
            "<b>'\"--",
            "{userId}",
            "a,b",
            "events",
            "aliases",
            "[x]",
            "|^`~");

    @Autowired
    private ApiClient api;

    @LocalServerPort
    private int port;

    static Stream<String> ids() {
        return IDS.stream();
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private ApiResponse send(String method, String key, String path, String body) {
        return api.send(method, key, path, body, Map.of("Prefer", "wait"));
    }

    private ApiResponse post(String id) {
        String event = JSON.createObjectNode()
                .put("userId", id)
                .put("messageId", "1")
                .put("type", "click")
                .toString();
        return api.postEvents(List.of(event));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyRouteOfAPersonTakesTheIdInTheQuery(String id) {
        assertThat(post(id).status()).as(id).isEqualTo(200);
        String query = "?userId=" + encoded(id);
        JsonNode profile = api.get("dev-internal", "/v1/profiles" + query).json();
        assertThat(profile.path("userId").asString()).isEqualTo(id);
        assertThat(profile.path("eventsSeen").asInt()).isEqualTo(1);
        for (String route : List.of("events", "history", "parameters", "interests", "recommendations", "aliases")) {
            assertThat(api.get("dev-internal", "/v1/profiles/" + route + query).status())
                    .as(route)
                    .isEqualTo(200);
        }
        ApiResponse issued = send("POST", "dev-internal", "/v1/subjects/tokens" + query, "");
        assertThat(issued.status()).isEqualTo(201);
        String token = issued.json().path("token").asString();
        assertThat(send("PUT", token, "/v1/subjects/consent" + query, "{\"purposes\":{\"ads\":false}}")
                        .status())
                .isEqualTo(200);
        assertThat(api.get(token, "/v1/subjects/consent" + query)
                        .json()
                        .at("/purposes/ads")
                        .asBoolean())
                .isFalse();
        assertThat(send("PATCH", token, "/v1/profiles/interests" + query, "{\"topic\":\"garden\",\"action\":\"less\"}")
                        .status())
                .isEqualTo(200);
        JsonNode export =
                api.get(token, "/v1/subjects/export" + query + "&format=json").json();
        assertThat(export.at("/about/userId").asString()).isEqualTo(id);
        assertThat(send("DELETE", token, "/v1/subjects" + query, "").status()).isIn(202, 204);
        assertThat(api.get("dev-internal", "/v1/profiles" + query).code()).isEqualTo("profile-not-found");
    }

    /** HTTP allows every character in a path if it is encoded; only the segments . and .. are removed on the way. */
    @ParameterizedTest
    @MethodSource("ids")
    void thePathTakesEveryEncodedIdButDots(String id) {
        if (id.equals(".") || id.equals("..")) {
            return;
        }
        ApiResponse decided = send(
                "PUT", "dev-admin", "/v1/subjects/" + encoded(id) + "/consent", "{\"purposes\":{\"sharing\":false}}");
        assertThat(decided.status()).as("%s: %s", id, decided.text()).isEqualTo(200);
        assertThat(api.get("dev-admin", "/v1/subjects/consent?userId=" + encoded(id))
                        .json()
                        .at("/purposes/sharing")
                        .asBoolean())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void anItemIsReadAndDeletedByItsIdInTheQuery(String id) {
        String item = JSON.createObjectNode().put("id", id).put("title", "x").toString();
        assertThat(send("PUT", "dev-catalogue", "/v1/items", "{\"items\":[" + item + "]}")
                        .status())
                .isEqualTo(200);
        String query = "?id=" + encoded(id);
        assertThat(api.get("dev-internal", "/v1/items" + query)
                        .json()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(id);
        assertThat(send("DELETE", "dev-admin", "/v1/items" + query, "").status())
                .isEqualTo(204);
        assertThat(api.get("dev-internal", "/v1/items" + query)
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theUrlsOfASubjectRequestWork(String id) {
        post(id);
        String request =
                "{\"subject_request_id\":%s,\"subject_request_type\":\"access\",\"subject_identities\":[{\"identity_type\":\"controller_customer_id\",\"identity_value\":%s}]}"
                        .formatted(JSON.writeValueAsString("r " + id), JSON.writeValueAsString(id));
        ApiResponse accepted = send("POST", "dev-admin", "/v1/dsr", request);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
        assertThat(api.get("dev-admin", accepted.header("Location"))
                        .json()
                        .path("subject_request_id")
                        .asString())
                .isEqualTo("r " + id);
        String results = accepted.json().path("results_url").asString();
        assertThat(api.get("dev-admin", results).json().at("/about/userId").asString())
                .isEqualTo(id);
    }

    @Test
    void anAliasMayBeInTheQueryAlone() {
        assertThat(send("POST", "dev-internal", "/v1/profiles/aliases?userId=a%2Fb", "{\"anonymousId\":\"..\"}")
                        .status())
                .isEqualTo(200);
        assertThat(send("DELETE", "dev-internal", "/v1/profiles/aliases?userId=a%2Fb&anonymousId=..", "")
                        .status())
                .isEqualTo(200);
        assertThat(send("DELETE", "dev-internal", "/v1/profiles/x/aliases?anonymousId=..", "")
                        .code())
                .isEqualTo("not-merged");
    }

    /** An id in the query is authorized like an id in the path. */
    @Test
    void aTokenReachesNobodyElseByTheQuery() {
        post("victim");
        String token = api.token("attacker");
        for (String path : List.of(
                "/v1/profiles?userId=victim",
                "/v1/profiles/events?userId=victim",
                "/v1/subjects/export?userId=victim",
                "/v1/subjects/consent?userId=victim")) {
            assertThat(api.get(token, path).code()).as(path).isEqualTo("profile-not-found");
        }
        assertThat(send("DELETE", token, "/v1/subjects?userId=victim", "").code())
                .isEqualTo("profile-not-found");
        for (String path : List.of(
                "/v1/subjects/export?userId=attacker&userId=victim",
                "/v1/subjects/export?userId=victim&userId=attacker")) {
            assertThat(api.get(token, path).status()).as(path).isIn(400, 403);
        }
        assertThat(api.get(token, "/v1/subjects/victim/export?userId=attacker").code())
                .isEqualTo("profile-not-found");
        assertThat(api.get(token, "/v1/subjects/attacker/export?userId=victim").code())
                .isEqualTo("unknown-parameter");
        assertThat(api.get(token, "/v1/profiles?segment=all").status()).isEqualTo(403);
    }

    @Test
    void aRequestWithTheIdInTheQueryIsAudited() {
        api.get("dev-admin", "/v1/subjects/consent?userId=audited%2Fone");
        await().until(() -> api.get("dev-admin", "/v1/audit?userId=audited%2Fone&limit=100")
                .text()
                .contains("GET /v1/subjects/consent"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u2028b",
                "a\u2029b",
                "a\u202eb",
                "a\u2066b",
                "a\ufffeb",
                "a\uffffb",
                "a\ufdd0b",
                "a\u0000b",
                "a\nb",
                "a\u007f",
                "a\u0085b"
            })
    void anIdWithForbiddenCharactersIsRefusedWithAReceipt(String id) {
        JsonNode receipt = post(id).json().at("/receipts/0");
        assertThat(receipt.path("code").asString()).isEqualTo("invalid-id");
        assertThat(receipt.path("pointer").asString()).isEqualTo("/events/0/userId");
        String item = JSON.createObjectNode().put("id", id).toString();
        assertThat(send("PUT", "dev-catalogue", "/v1/items", "{\"items\":[" + item + "]}")
                        .json()
                        .at("/receipts/0/status")
                        .asString())
                .isEqualTo("rejected");
    }

    /** Requests that Tomcat or the firewall refuses are answered with a problem and a hint. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/profiles/CORP\\jdoe",
                "/v1/profiles/a%",
                "/v1/profiles/a%zz",
                "/v1/profiles/a\"b",
                "/v1/profiles/a<b>",
                "/v1/profiles/{x}",
                "/v1/profiles/a|b",
                "/v1/profiles/a%E2%80%A8b",
                "/v1/profiles//b",
                "/v1/profiles/../../../x",
                "/v1/profiles/a%00b"
            })
    void aPathThatCannotBeReadIsAProblemWithAHint(String target) throws IOException {
        String answer = raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("bad-request")
                .contains("?userId=");
        assertThat(answer).doesNotContainIgnoringCase("<html").doesNotContain("Exception");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

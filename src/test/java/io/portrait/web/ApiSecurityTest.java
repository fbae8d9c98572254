package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The OWASP API Security Top 10 (2023), as far as not tested elsewhere: API1 and API5 are in {@link AccessTableTest}, API2 in
 * {@link KeysTest}; API7 and API10 do not apply, because the service calls no other service.
 */
@PortraitTest
class ApiSecurityTest {

    @Autowired
    private ApiClient api;

    @LocalServerPort
    private int port;

    /** API3: fields that a caller may not set. */
    @Test
    void unknownFieldsChangeNothing() {
        ApiResponse created = api.send("POST", "dev-admin", "/v1/keys", """
                {"kind":"public","label":"x","id":"admin","digest":"00","createdAt":"2000-01-01T00:00:00Z","secret":"mine"}
                """, Map.of());
        assertThat(created.code()).isEqualTo("unknown-field");
        assertThat(api.get("mine", "/v1/topics").status()).isEqualTo(401);

        ApiResponse consent = api.send(
                "PUT",
                "dev-admin",
                "/v1/subjects/mass/consent",
                "{\"purposes\":{\"ads\":false},\"restricted\":true,\"userId\":\"other\"}",
                Map.of());
        assertThat(consent.code()).isEqualTo("unknown-field");
        assertThat(api.get("dev-admin", "/v1/subjects/mass/restriction").text())
                .isEqualTo("{\"restricted\":false,\"objected\":false}");
    }

    /** API4: lengths, depth, numbers. */
    @Test
    void valuesThatAreTooLongOrTooDeepAreRejectedEverywhere() {
        String longId = "x".repeat(129);
        for (String path : List.of(
                "/v1/subjects/" + longId + "/consent",
                "/v1/subjects/" + longId + "/export",
                "/v1/audit?userId=" + longId)) {
            assertThat(api.get("dev-admin", path).code()).as(path).isEqualTo("invalid-id");
        }
        assertThat(api.send("DELETE", "dev-admin", "/v1/subjects/" + longId, "", Map.of())
                        .code())
                .isEqualTo("invalid-id");
        assertThat(api.get("dev-admin", "/v1/audit?limit=1001").code()).isEqualTo("invalid-limit");
        assertThat(api.get("dev-admin", "/v1/audit?before=99999999999999999999").status())
                .isEqualTo(400);
        String deep = "{\"purposes\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";
        for (String path : List.of("/v1/subjects/deep/consent", "/v1/subjects/deep/restriction")) {
            assertThat(api.send("PUT", "dev-admin", path, deep, Map.of()).status())
                    .as(path)
                    .isEqualTo(400);
        }
        assertThat(api.send("POST", "dev-admin", "/v1/dsr", deep, Map.of()).status())
                .isEqualTo(400);
        assertThat(api.get("x".repeat(15_000), "/v1/topics").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"subject_request_type\":\"erasure\"}",
                "{\"subject_request_type\":\"erasure\",\"subject_identities\":[]}",
                "{\"subject_request_type\":\"erasure\",\"subject_identities\":[{}]}",
                "{\"subject_request_type\":\"forget\",\"subject_identities\":[{\"identity_type\":\"controller_customer_id\",\"identity_value\":\"u\"}]}",
                "{\"subject_request_type\":\"erasure\",\"subject_identities\":[{\"identity_type\":\"email\",\"identity_value\":\"u\"}]}",
                "{\"subject_request_id\":\"\",\"subject_request_type\":\"access\",\"subject_identities\":[{\"identity_type\":\"controller_customer_id\",\"identity_value\":\"u\"}]}",
                "[]",
                "null",
                "{"
            })
    void aRequestThatCannotBeParsedIsNotCarriedOut(String body) {
        assertThat(api.send("POST", "dev-admin", "/v1/dsr", body, Map.of()).status())
                .isEqualTo(400);
    }

    /** API6: expensive requests of a person are limited. */
    @Test
    void aPersonsTokenIsLimited() {
        ApiResponse answer = api.get(api.token("limited"), "/v1/subjects/limited/consent");
        assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"subject\";q=600;w=60");
    }

    /** API8: headers, errors, methods. */
    @Test
    void everyResponseHasSecurityHeaders() {
        for (ApiResponse answer : List.of(
                api.get("dev-internal", "/v1/topics"),
                api.get("", "/v1/topics"),
                api.get("", "/no-such-page"),
                api.get("", "/swagger-ui/index.html"))) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .contains("script-src 'self';")
                    .contains("frame-ancestors 'none'");
            assertThat(answer.header("Set-Cookie")).isEmpty();
            assertThat(answer.header("Server")).isEmpty();
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    /** The pages allow no other host, no inline code and no eval; only Swagger UI may set styles in elements. */
    @Test
    void thePagesMayLoadOnlyOwnResources() {
        String policy =
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                        + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        assertThat(List.of("/", "/me", "/console", "/pages/me.js", "/v1/topics"))
                .allSatisfy(path -> assertThat(api.get("", path).header("Content-Security-Policy"))
                        .isEqualTo(policy));
        assertThat(api.get("", "/swagger-ui/index.html").header("Content-Security-Policy"))
                .isEqualTo(policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"));
    }

    @Test
    void personalDataIsNotCached() {
        api.postEvents(List.of("{\"userId\":\"cached\",\"messageId\":\"1\",\"type\":\"click\"}"));
        assertThat(api.get("dev-internal", "/v1/profiles/cached").header("Cache-Control"))
                .contains("no-store");
        assertThat(api.get("dev-admin", "/v1/subjects/cached/export").header("Cache-Control"))
                .contains("no-store");
        assertThat(api.get("dev-admin", "/v1/subjects/cached/consent").header("Cache-Control"))
                .contains("no-store");
    }

    /** Swagger UI works under the policy: its page has no inline script, and its resources exist. */
    @Test
    void swaggerUiWorksUnderTheContentSecurityPolicy() {
        String page = api.get("", "/swagger-ui/index.html").text();
        assertThat(page).contains("swagger-ui");
        Matcher scripts =
                Pattern.compile("<script([^>]*)>(.*?)</script>", Pattern.DOTALL).matcher(page);
        int count = 0;
        while (scripts.find()) {
            count++;
            assertThat(scripts.group(2).strip()).isEmpty();
            Matcher source = Pattern.compile("src=\"\\./([^\"]+)\"").matcher(scripts.group(1));
            assertThat(source.find()).as(scripts.group(1)).isTrue();
            assertThat(api.get("", "/swagger-ui/" + source.group(1)).status()).isEqualTo(200);
        }
        assertThat(count).isPositive();
        assertThat(page).doesNotContain("<style").doesNotContain("onload=");
    }

    @Test
    void noResponseRevealsTheTechnology() {
        for (ApiResponse answer : List.of(
                api.get("dev-admin", "/v1/audit?limit=x"),
                api.send("PUT", "dev-admin", "/v1/subjects/a/consent", "{\"purposes\":[1]}", Map.of()),
                api.send("POST", "dev-admin", "/v1/keys", "{\"kind\":\"root\"}", Map.of()),
                api.send("TRACE", "dev-admin", "/v1/keys", "", Map.of()))) {
            assertThat(answer.status()).isBetween(400, 499);
            assertThat(answer.text())
                    .doesNotContainIgnoringCase("exception")
                    .doesNotContain("io.portrait")
                    .doesNotContain("org.spring")
                    .doesNotContain("jackson");
        }
    }

    /** Ids are plain texts. Characters with a meaning in SQL, HTML or paths are stored unchanged. */
    @ParameterizedTest
    @ValueSource(strings = {"a;b", "50%25", "quote%27--", "%E4%BD%A0%E5%A5%BD", "dots..", "a%3Db%26c"})
    void unusualCharactersInIdsAreAllowed(String encoded) {
        String user = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        String path = "/v1/subjects/" + encoded.replace(";", "%3B") + "/consent";
        ApiResponse decided = api.send("PUT", "dev-admin", path, "{\"purposes\":{\"ads\":false}}", Map.of());
        assertThat(decided.status()).as(user).isEqualTo(200);
        assertThat(api.get("dev-admin", path).json().at("/purposes/ads").asBoolean())
                .isFalse();
    }

    /** A malformed request head is answered with a problem like every other error. */
    @Test
    void aMalformedRequestHeadIsAnsweredWithAProblem() throws IOException {
        String answer = raw("GET /v1/profiles/a%00b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400");
        answer = raw("GET /v1//keys HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("bad-request");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** API9: only routes of the specification are served (see ApiSpecTest), and only the public actuators. */
    @Test
    void internalFilesAreNotServed() {
        for (String path :
                List.of("/actuator/env", "/actuator/heapdump", "/actuator/beans", "/h2-console", "/.git/config")) {
            assertThat(api.get("dev-admin", path).status()).as(path).isEqualTo(404);
        }
    }
}

package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ManualClock;
import io.portrait.support.ServiceInstance;
import io.portrait.support.TestDatabase;
import java.io.IOException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The development keys are known to the world, so pages of other sites must not be able to use them. */
@Tag("service")
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class DevelopmentModeTest {

    private ServiceInstance service;
    private RawRequests raw;
    private String randomWriteKey;

    @BeforeAll
    void start(CapturedOutput output) {
        service = ServiceInstance.start(TestDatabase.create(), new ManualClock(Instant.now()));
        raw = new RawRequests(service.port());
        Matcher key = Pattern.compile("dev-write-[\\w-]{24}").matcher(output.getOut());
        assertThat(key.find()).isTrue();
        randomWriteKey = key.group();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** DNS rebinding: the name of another site resolves to this machine. */
    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example", "10.0.0.1", "[::2]:80"})
    void anotherHostIsRefused(String host) throws IOException {
        assertThat(raw.get("/v1/keys", "Host: " + host + "\r\nAuthorization: Bearer dev-admin"))
                .startsWith("HTTP/1.1 421")
                .contains("wrong-host");
        assertThat(raw.get("/pages/mode", "Host: " + host)).startsWith("HTTP/1.1 421");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]", "[::1]:8080"})
    void thisMachineIsAnswered(String host) throws IOException {
        assertThat(raw.get("/v1/keys", "Host: " + host + "\r\nAuthorization: Bearer dev-admin"))
                .startsWith("HTTP/1.1 200");
    }

    private String track(String key, String user, String headers) throws IOException {
        String body =
                "{\"writeKey\":\"%s\",\"userId\":\"%s\",\"messageId\":\"1\",\"event\":\"x\"}".formatted(key, user);
        return raw.send("POST /v1/track HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + headers
                + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"})
    void aPageOfAnotherSiteCannotUseADocumentedKey(String header) throws IOException {
        assertThat(track("dev-write", "forged", header + "\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("cross-site");
        assertThat(raw.get("/v1/keys", "Host: localhost\r\nAuthorization: Bearer dev-admin\r\n" + header))
                .startsWith("HTTP/1.1 403");
        assertThat(service.api().get("dev-internal", "/v1/profiles/forged").status())
                .isEqualTo(404);
    }

    @Test
    void aPageOfThisMachineMayUseThem() throws IOException {
        assertThat(track("dev-write", "ann", "Origin: http://localhost:3000\r\nSec-Fetch-Site: same-site\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(track("dev-write", "ann", "")).as("a program").startsWith("HTTP/1.1 200");
    }

    @Test
    void theRandomKeysOfTheLogWorkOnPagesOfOtherSites() throws IOException {
        assertThat(track(randomWriteKey, "ann", "Origin: https://dev.example\r\n"))
                .startsWith("HTTP/1.1 200");
    }
}

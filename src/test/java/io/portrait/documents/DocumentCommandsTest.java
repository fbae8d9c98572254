package io.portrait.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portrait.documents.DocumentCommands.DocumentCommand;
import io.portrait.support.ApiClient;
import io.portrait.support.ConcurrentTest;
import io.portrait.support.PortraitTest;
import io.portrait.support.TestTimeouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/**
 * The commands of the README and the guides work against the demo, and the answers have the shape that the documents show.
 * The documents are read in the order of a reader; the token that one command prints is {@code $TOKEN} of the next.
 */
@PortraitTest
@TestPropertySource(
        properties = {"portrait.demo.enabled=true", "portrait.release.epoch=1m", "portrait.release.warm-up-epochs=2"})
@ConcurrentTest
class DocumentCommandsTest {

    private static final List<String> DOCUMENTS = List.of(
            "README.md",
            "src/docs/tour.md",
            "src/docs/clients.md",
            "src/docs/data-subject-rights.md",
            "src/docs/segments.md",
            "src/docs/cohorts.md",
            "src/docs/security.md");

    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

    @Autowired
    private ApiClient api;

    @LocalServerPort
    private int port;

    private String token = "";

    @Test
    void everyCommandGivesTheShownShape() throws Exception {
        assumeTrue(
                isAvailable("curl") && isAvailable("bash"), "curl or bash is not installed: documents are not tried");
        await().until(() -> api.profile("14382").path("eventsSeen").asInt() == 131);
        await().until(() -> api.get("dev-partner", "/v1/profiles/14382").status() == 200);
        await().until(() -> api.get("dev-internal", "/v1/profiles/14382/recommendations?limit=3&explain=true")
                .json()
                .path("items")
                .valueStream()
                .allMatch(item -> !item.path("reasons").isEmpty())); // the model has learned the demo

        SoftAssertions softly = new SoftAssertions();
        int commands = 0;
        for (String document : DOCUMENTS) {
            for (DocumentCommand command : DocumentCommands.of(Files.readString(Path.of(document)))) {
                String output = run(command.command());
                softly.assertThat(command.missingFrom(output))
                        .as("%s: %s%nprinted: %s", document, command.command(), output)
                        .isEmpty();
                commands++;
            }
        }
        softly.assertAll();
        assertThat(commands).isGreaterThan(30);
    }

    @Test
    void aMissingFieldIsDetected() {
        DocumentCommand command = DocumentCommands.of("""
                        ```
                        $ curl -d '{
                            "a": 1}' http://localhost:8080/
                        HTTP/1.1 200
                        {"accepted":1,"code":"id-taken",…}
                        ```
                        """).getFirst();
        assertThat(command.command()).endsWith("http://localhost:8080/");
        assertThat(command.missingFrom("HTTP/1.1 200\n{\"accepted\":5,\"code\":\"id-taken\",\"more\":1}"))
                .isEmpty();
        assertThat(command.missingFrom("HTTP/1.1 409\n{\"code\":\"known-id\"}"))
                .containsExactly("\"accepted\":", "\"code\":\"id-taken\"", "HTTP/1.1 200");
    }

    private String run(String command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", command.replace("localhost:8080", "localhost:" + port));
        builder.environment().put("TOKEN", token);
        builder.redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(TestTimeouts.STATE.toSeconds(), TimeUnit.SECONDS))
                .as(command)
                .isTrue();
        Matcher matcher = TOKEN.matcher(output);
        if (matcher.find()) {
            token = matcher.group(1);
        }
        return output;
    }

    private static boolean isAvailable(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

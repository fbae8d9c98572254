package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.Portrait;
import io.portrait.support.ApiClient;
import io.portrait.support.ConcurrentTest;
import io.portrait.support.TestDatabaseConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Clients that send slowly, or too much at the same time. Each test has an address of its own. */
@SpringBootTest(
        classes = Portrait.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "portrait.connections.slow-after=300ms",
            "portrait.connections.requests-per-address=3",
            "portrait.connections.per-address=5",
            "portrait.connections.trusted-proxies=127.9.0.0/16"
        })
@Tag("service")
@Import({TestDatabaseConfiguration.class, ApiClient.class})
@ConcurrentTest
class SlowClientsTest {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    @Autowired
    private ApiClient api;

    @LocalServerPort
    private int port;

    private Socket connect(String source) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(source), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout((int) ANSWER_TIMEOUT.toMillis());
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String head(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers + "\r\n";
    }

    /** The bytes that the service sends until it closes the connection. Fails if the service keeps the connection. */
    private static String readToEnd(InputStream in) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            in.transferTo(answer);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open after " + answer, e);
        } catch (IOException _) {
            // a connection that ends by a reset has ended as well
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    /** A client that sends a byte from time to time, until the connection ends. */
    private static String trickle(Socket socket) {
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    send(socket, " ");
                    Thread.sleep(100);
                }
            } catch (IOException | InterruptedException _) {
                // the connection has ended
            }
        });
        try {
            return readToEnd(socket.getInputStream());
        } catch (IOException e) {
            return "";
        } finally {
            sender.interrupt();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.1.1, Content-Length: 100000",
        "127.0.1.2, Expect: 100-continue",
    })
    void aSlowBodyEndsItsConnection(String source, String header) throws IOException {
        try (Socket socket = connect(source)) {
            String headers = header + "\r\nAuthorization: Bearer dev-write\r\n"
                    + (header.startsWith("Expect") ? "Content-Length: 100000\r\n" : "");
            send(socket, head("/v1/events", headers));
            assertThat(trickle(socket))
                    .contains("HTTP/1.1 408")
                    .contains("body-too-slow")
                    .contains("Connection: close");
        }
    }

    @Test
    void aSlowBodyOfADeniedRequestEndsItsConnection() throws IOException {
        try (Socket socket = connect("127.0.1.3")) {
            send(socket, head("/v1/keys", "Content-Length: 100000\r\n"));
            assertThat(trickle(socket)).startsWith("HTTP/1.1 401").contains("Connection: close");
        }
    }

    /** The body of a denied request may be large: the client still reads the answer. */
    @Test
    void aFastBodyOfADeniedRequestIsSkipped() throws IOException {
        try (Socket socket = connect("127.0.1.4")) {
            send(socket, head("/v1/keys", "Content-Length: 3000000\r\n"));
            send(socket, " ".repeat(3_000_000));
            assertThat(readToEnd(socket.getInputStream())).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void anAddressHasALimitedNumberOfRequests() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                Socket socket = connect("127.0.1.5");
                waiting.add(socket);
                send(socket, head("/v1/events", "Authorization: Bearer dev-write\r\nContent-Length: 100000\r\n") + "[");
            }
            await().atMost(ANSWER_TIMEOUT).untilAsserted(() -> {
                try (Socket next = connect("127.0.1.5")) {
                    send(next, head("/v1/events", "Content-Length: 0\r\nConnection: close\r\n"));
                    assertThat(readToEnd(next.getInputStream()))
                            .startsWith("HTTP/1.1 429")
                            .contains("too-many-requests")
                            .contains("Retry-After: 1");
                }
            });
            assertThat(api.get("dev-internal", "/v1/topics").status())
                    .as("another address")
                    .isEqualTo(200);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void anAddressHasALimitedNumberOfConnections() throws IOException {
        assertThat(answeredConnections("127.0.1.6", 8)).isEqualTo(5);
        await().atMost(ANSWER_TIMEOUT)
                .untilAsserted(() -> assertThat(answeredConnections("127.0.1.6", 1))
                        .as("after the others are closed")
                        .isEqualTo(1));
    }

    @Test
    void aTrustedProxyHasNoLimitOfConnections() throws IOException {
        assertThat(answeredConnections("127.9.0.1", 8)).isEqualTo(8);
    }

    private int answeredConnections(String source, int count) throws IOException {
        List<Socket> open = new ArrayList<>();
        int answered = 0;
        try {
            for (int i = 0; i < count; i++) {
                Socket socket = connect(source);
                open.add(socket);
                answered += isAnswered(socket) ? 1 : 0;
            }
            return answered;
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static boolean isAnswered(Socket socket) {
        try {
            send(socket, "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return socket.getInputStream().read() >= 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** C0 AF is an overlong slash, which the JSON parser would accept. */
    @Test
    void overlongUtf8IsRefused() throws IOException {
        String body = "{\"events\":[{\"userId\":\"a"
                + new String(HexFormat.of().parseHex("c0af"), StandardCharsets.ISO_8859_1)
                + "b\",\"messageId\":\"1\",\"type\":\"view\"}]}";
        try (Socket socket = connect("127.0.1.7")) {
            send(
                    socket,
                    head(
                                    "/v1/events",
                                    "Authorization: Bearer dev-write\r\nConnection: close\r\nContent-Length: "
                                            + body.length() + "\r\n")
                            + body);
            assertThat(readToEnd(socket.getInputStream()))
                    .startsWith("HTTP/1.1 400")
                    .contains("invalid-json");
        }
    }

    @Test
    void overlongUtf8InAPathIsRefused() throws IOException {
        try (Socket socket = connect("127.0.1.8")) {
            String request = """
                GET /v1/profiles/a%C0%AFb HTTP/1.1
                Host: localhost
                Authorization: Bearer dev-internal
                Connection: close

                """;
            send(socket, request.replace("\n", "\r\n"));
            assertThat(readToEnd(socket.getInputStream())).startsWith("HTTP/1.1 400");
        }
    }
}

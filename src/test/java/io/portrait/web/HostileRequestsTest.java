package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ConcurrentTest;
import io.portrait.support.PortraitTest;
import io.portrait.web.HostileRequests.HostileRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * No request gives a server error: every field, parameter, media type, encoding and method of the OpenAPI document with hostile
 * values, with a key of every role. Every refusal is a problem with a code and a detail without names of Java classes.
 */
@PortraitTest
@TestPropertySource(properties = {"portrait.access.rates.admin=0", "portrait.access.rates.subject=0"})
@ConcurrentTest
class HostileRequestsTest {

    private static final Logger log = LoggerFactory.getLogger(HostileRequestsTest.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SENDERS = 6;
    private static final List<String> KEYS = List.of("dev-admin", "dev-internal", "dev-write", "dev-catalogue");
    private static final int MIN_REQUESTS = 10_000;
    private static final int TIMEOUT_MILLIS = 60_000;

    private static final Pattern CLASS_NAME = Pattern.compile(
            "\\b(java|jakarta|tools|com|org|io)\\.[a-z]+\\.|`[A-Z](?!uthorization)|Exception|Feature|\\b[a-z]+[.][A-Z]\\w+[.(]");

    /** Routes of senders, whose messages may have fields of their own, and whose SDKs add parameters. */
    private static final Pattern SENDERS_ROUTES = Pattern.compile(
            "/v1/(events|b|batch|import|[aspitg]|alias|screen|page|group|identify|track|dead-letters/[^/]+/resubmissions"
                    + "|projects/.*)(\\?.*)?");

    /** A misspelt name of a field, not an element of a list. */
    private static final Pattern FIELD_MISSPELT = Pattern.compile("field .*/[^/0-9]+ misspelt");

    /** Objects with names that the owner chooses. */
    private static final Pattern OPEN_OBJECTS = Pattern.compile("/(attributes|vectors|purposes)/");

    @LocalServerPort
    private int port;

    @Autowired
    private ApiClient api;

    private final Map<String, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void noRequestGivesAServerError() {
        List<HostileRequest> requests =
                new HostileRequests(api.get("dev-admin", "/v3/api-docs").json()).generate();
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            requests.forEach(request -> senders.execute(() -> send(request)));
        }
        long sent = statuses.values().stream().mapToLong(LongAdder::sum).sum();
        log.info("{} hostile requests: {}", sent, statuses);
        assertThat(failures).isEmpty();
        assertThat(sent).isGreaterThan(MIN_REQUESTS);
    }

    /** Sends a request with the first key that the route accepts. */
    private void send(HostileRequest request) {
        try {
            HostileAnswer answer = sendUntilNotBusy(request, KEYS.getFirst());
            for (String key : KEYS.subList(1, KEYS.size())) {
                if (answer.status() != 403) {
                    break;
                }
                answer = sendUntilNotBusy(request, key);
            }
            statuses.computeIfAbsent(Integer.toString(answer.status()), status -> new LongAdder())
                    .increment();
            check(request, answer);
        } catch (IOException | RuntimeException e) {
            failures.add(request + " -> " + e);
        }
    }

    /** Some routes serve few requests at a time; the answer to a further one is no answer to its content. */
    private HostileAnswer sendUntilNotBusy(HostileRequest request, String key) throws IOException {
        HostileAnswer answer = send(request, key);
        while (answer.status() == 503 && answer.text().contains("\"code\":\"busy\"")) {
            answer = send(request, key);
        }
        return answer;
    }

    private record HostileAnswer(int status, String contentType, String text) {}

    private void check(HostileRequest request, HostileAnswer answer) {
        if (answer.status() >= 500) {
            failures.add(request + " -> " + answer);
        } else if (isIgnored(request, answer)) {
            failures.add(request + " -> accepted and ignored: " + answer);
        } else if (answer.status() >= 400 && !request.method().equals("HEAD")) {
            String fault = faultOf(answer);
            if (!fault.isEmpty()) {
                failures.add(request + " -> " + fault + ": " + answer);
            }
        }
    }

    /** A check whether a misspelt field or an unknown parameter was taken without a word. */
    private static boolean isIgnored(HostileRequest request, HostileAnswer answer) {
        boolean isOpen = SENDERS_ROUTES.matcher(request.path()).matches();
        boolean isTaken = answer.status() < 300 && !answer.text().contains("there is no field");
        boolean isMisspelt = FIELD_MISSPELT.matcher(request.kind()).matches()
                && !OPEN_OBJECTS.matcher(request.kind()).find();
        return isTaken && !isOpen && (isMisspelt || request.kind().equals("unknown parameter"));
    }

    private static String faultOf(HostileAnswer answer) {
        boolean isReceipt = answer.status() == 422 && answer.contentType().startsWith("application/json");
        if (!isReceipt && !answer.contentType().startsWith("application/problem+json")) {
            return "not a problem";
        }
        try {
            JsonNode body = JSON.readTree(answer.text());
            if (isReceipt) {
                return CLASS_NAME.matcher(answer.text()).find() ? "a class name" : "";
            }
            String detail = body.path("detail").asString("");
            return body.path("code").asString("").isEmpty() || detail.isEmpty()
                    ? "no code or detail"
                    : CLASS_NAME.matcher(detail).find() ? "a class name" : "";
        } catch (JacksonException e) {
            return "not JSON";
        }
    }

    /** Sends bytes over a connection of its own, because clients refuse to send malformed requests. */
    private HostileAnswer send(HostileRequest request, String key) throws IOException {
        byte[] body =
                request.body().getBytes(request.isBinary() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.put("Host", "localhost");
        headers.putIfAbsent("Authorization", "Bearer " + key);
        headers.put("Connection", "close");
        if (body.length > 0) {
            headers.putIfAbsent("Content-Length", Integer.toString(body.length));
        }
        StringBuilder head = new StringBuilder("%s %s HTTP/1.1\r\n".formatted(request.method(), request.path()));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private static HostileAnswer read(InputStream in) throws IOException {
        String statusLine = line(in);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        String contentType = headers.getOrDefault("content-type", "");
        boolean isStream = contentType.startsWith("text/event-stream");
        byte[] bytes = isStream ? new byte[0] : in.readAllBytes();
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new HostileAnswer(
                Integer.parseInt(statusLine.split(" ", -1)[1]),
                contentType,
                headers.containsKey("transfer-encoding") ? unchunked(text) : text);
    }

    /** The first chunk, which is all of a small answer. */
    private static String unchunked(String text) {
        int start = text.indexOf("\r\n");
        int end = text.lastIndexOf("\r\n0\r\n");
        return start < 0 || end < start ? text : text.substring(start + 2, end);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}

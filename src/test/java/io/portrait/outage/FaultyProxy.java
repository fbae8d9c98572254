package io.portrait.outage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP proxy between a client and the service that injects faults into the first requests. */
final class FaultyProxy implements AutoCloseable {

    /** A fault that may replace the forwarding of a request. */
    @FunctionalInterface
    interface InjectedFault {

        /** Handles a request or not; returns false if the proxy must forward it. */
        boolean handle(HttpExchange exchange, int number) throws IOException;
    }

    private static final List<String> FORWARDED_HEADERS =
            List.of("Authorization", "Content-Type", "Content-Encoding", "User-Agent");

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final HttpServer server;
    private final URI service;
    private final InjectedFault fault;
    private final AtomicInteger requests = new AtomicInteger();

    FaultyProxy(URI service, InjectedFault fault) throws IOException {
        this.service = service;
        this.fault = fault;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Answers the first requests with an error status. */
    static InjectedFault failing(int count, int status) {
        return (exchange, number) -> {
            if (number > count) {
                return false;
            }
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Retry-After", "1");
            answer(exchange, status, "{\"status\":%d}".formatted(status).getBytes(StandardCharsets.UTF_8));
            return true;
        };
    }

    /**
     * Two kills of the service: during the second request, and after a later request was answered but before the client got the
     * response.
     */
    static final class ServiceKills implements InjectedFault {

        private static final Duration IN_FLIGHT = Duration.ofMillis(4);

        private final URI service;
        private final Runnable kill;
        private final AtomicBoolean answered = new AtomicBoolean();
        private final AtomicInteger count = new AtomicInteger();

        ServiceKills(URI service, Runnable kill) {
            this.service = service;
            this.kill = kill;
        }

        int count() {
            return count.get();
        }

        @Override
        public boolean handle(HttpExchange exchange, int number) throws IOException {
            if (number < 2 || (number > 2 && !answered.compareAndSet(false, true))) {
                return false;
            }
            CompletableFuture<HttpResponse<Void>> sending =
                    CLIENT.sendAsync(forwarded(service, exchange), BodyHandlers.discarding());
            if (number == 2) {
                pause();
                kill();
            } else if (isAnswered(sending)) {
                kill();
            } else {
                answered.set(false);
            }
            exchange.close();
            return true;
        }

        private static boolean isAnswered(CompletableFuture<HttpResponse<Void>> sending) {
            return sending.handle((response, failure) -> failure == null && response.statusCode() == 200)
                    .join();
        }

        private static void pause() {
            try {
                Thread.sleep(IN_FLIGHT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized void kill() {
            count.incrementAndGet();
            kill.run();
        }
    }

    static InjectedFault none() {
        return (exchange, number) -> false;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    int requests() {
        return requests.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (fault.handle(exchange, requests.incrementAndGet())) {
            return;
        }
        try {
            HttpResponse<byte[]> response = CLIENT.send(forwarded(service, exchange), BodyHandlers.ofByteArray());
            response.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            answer(exchange, response.statusCode(), response.body());
        } catch (IOException e) {
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private static HttpRequest forwarded(URI service, HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        FORWARDED_HEADERS.forEach(name -> {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        });
        return request.build();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package io.portrait.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import io.portrait.support.ApiClient;
import io.portrait.support.NodePackages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/** The unmodified browser SDK of Segment sends events from a page of another origin in Chromium. */
@BrowserTest
class TrackingBrowserTest {

    /** The types of the events that {@code page.html} sends, newest first. */
    private static final List<String> TYPES = List.of("custom", "purchase", "identify", "view", "view");

    @Autowired
    private ApiClient api;

    @Autowired
    private Environment environment;

    private static HttpServer openShop() throws IOException, InterruptedException {
        Path packages = NodePackages.install().toAbsolutePath();
        Path sdk = packages.resolve("node_modules/@segment/analytics-next/dist/umd");
        HttpServer shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", SimpleFileServer.createFileHandler(packages));
        shop.createContext("/sdk/", SimpleFileServer.createFileHandler(sdk));
        shop.start();
        return shop;
    }

    private static String origin(int port) {
        return "http://127.0.0.1:" + port;
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "batching"})
    void eventsOfAPageAreInTheProfileExactlyOnce(String strategy) throws IOException, InterruptedException {
        String user = "browser-" + strategy;
        assertThat(api.putItem("mug-1", "kitchen/mug", 7.95).status()).isEqualTo(200);
        String service = origin(environment.getRequiredProperty("local.server.port", Integer.class));
        HttpServer shop = openShop();
        String site = origin(shop.getAddress().getPort());
        String page = "%s/page.html?service=%s&user=%s&strategy=%s".formatted(site, service, user, strategy);
        try (Browser browser = Browser.at(environment, 1200, "en")) {
            browser.visit(URI.create(page));
            browser.awaitText("p", "Sent");
            await().until(() -> api.profile(user).path("eventsSeen").asInt(0) >= TYPES.size());
            assertExactlyOnce(user);
            assertThat(browser.requestedUrls()).allMatch(url -> url.startsWith(site) || url.startsWith(service));
        } finally {
            shop.stop(0);
        }
    }

    private void assertExactlyOnce(String user) {
        assertThat(valuesOf(user, "type")).containsExactlyElementsOf(TYPES);
        assertThat(Set.copyOf(valuesOf(user, "messageId"))).hasSameSizeAs(TYPES);
        JsonNode profile = api.profile(user);
        assertThat(profile.path("eventsSeen").asInt()).isEqualTo(TYPES.size());
        assertThat(profile.at("/activity/monetary/spent").asDouble()).isEqualTo(2 * 7.95);
        assertThat(profile.at("/interests/1/topic").asString()).isEqualTo("kitchen/mug");
        assertThat(profile.at("/traits/firstName").asString()).isEqualTo("Ada");
    }

    /** The values of a property of all stored events of a person. */
    private List<String> valuesOf(String user, String property) {
        JsonNode events = api.get("dev-internal", "/v1/profiles/" + user + "/events")
                .json()
                .path("events");
        return StreamSupport.stream(events.spliterator(), false)
                .map(event -> event.path(property).asString())
                .toList();
    }
}

package io.portrait.pages;

import io.portrait.support.ApiClient;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** "Try it out" and "Execute" in Swagger UI work with the example values. ApiExamplesTest sends all examples. */
@BrowserTest
class SwaggerUiTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private Environment environment;

    @Test
    void theExamplesWork() throws IOException {
        api.putItem("mug-1", "kitchen/mug", 8);
        api.postEvents(List.of("""
            {"userId":"ada","messageId":"swagger","type":"view","item":"mug-1"}\
            """));
        try (Browser browser = Browser.at(environment, 1200, "en")) {
            browser.open("/swagger-ui.html");
            authorize(browser, "dev-internal");
            // values in a path, a list, a number and a body
            List.of("GET /v1/profiles/{userId}", "GET /v1/items", "GET /v1/profiles/{userId}/events", "POST /v1/rank")
                    .forEach(request -> tryOut(browser, request));
            browser.assertNoForeignRequests();
        }
    }

    private static void authorize(Browser browser, String key) {
        browser.click(".btn.authorize");
        browser.type(".auth-container input", key);
        browser.click(".auth-container button.authorize");
        browser.click(".auth-container .btn-done");
    }

    private static void tryOut(Browser browser, String request) {
        String[] methodAndPath = request.split(" ", 2);
        String block = ".opblock-%s:has([data-path='%s']) "
                .formatted(methodAndPath[0].toLowerCase(Locale.ROOT), methodAndPath[1]);
        browser.click(block + ".opblock-summary-control");
        browser.click(block + ".try-out__btn");
        browser.click(block + ".execute");
        browser.awaitText(block + ".live-responses-table .response-col_status", "200");
    }
}

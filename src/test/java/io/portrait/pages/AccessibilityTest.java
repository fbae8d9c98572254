package io.portrait.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** The pages are accessible on wide and narrow screens, in both themes and both languages. */
@BrowserTest
class AccessibilityTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private Environment environment;

    @ParameterizedTest
    @CsvSource({"1200, en, light", "1200, zh, dark", "500, en, dark"})
    void thePagesAreAccessible(int width, String language, String theme) throws IOException {
        api.putItem("cup", "kitchen/cup", 6);
        api.postEvents(List.of("""
            {"userId":"%s","messageId":"1","type":"view","item":"cup"}\
            """.formatted("long".repeat(32))));
        api.postEvents(List.of("""
            {"userId":"any-user","messageId":"1","type":"purchase","item":"cup","value":6}\
            """));
        try (Browser browser = Browser.at(environment, width, language)) {
            browser.open("/");
            // set in the page, because Chromium on Linux ignores the option for the language
            browser.run("localStorage.setItem('theme', '%s'); localStorage.setItem('language', '%s'); return 0"
                    .formatted(theme, language));
            browser.open("/");
            assertAccessible(browser);
            browser.openWithToken(api.token("any-user"));
            browser.awaitText("#evidence", language.equals("zh") ? "购买 A cup" : "bought A cup");
            assertAccessible(browser);
            browser.open("/console");
            browser.type("#internal-key", "dev-internal");
            browser.type("#admin-key", "dev-admin");
            browser.click("#key-form button");
            browser.awaitVisible("#admin-lists table");
            assertAccessible(browser);
            browser.assertNoForeignRequests();
        }
    }

    private static void assertAccessible(Browser browser) {
        assertThat(browser.accessibilityViolations()).isEmpty();
        // a chart takes its new width a moment after a scroll bar has appeared
        await().untilAsserted(
                        () -> assertThat(browser.elementsWiderThanTheWindow()).isEmpty());
    }
}

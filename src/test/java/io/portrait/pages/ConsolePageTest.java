package io.portrait.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** The console page shows the state of the service to an operator. */
@BrowserTest
class ConsolePageTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private Environment environment;

    private Browser browser;

    @BeforeEach
    void open() throws IOException {
        browser = Browser.at(environment, 1200, "en");
        api.putItem("kettle", "kitchen/kettle", 30);
        api.postEvents(IntStream.range(0, 40)
                .mapToObj(i -> """
                    {"userId":"console-%d","messageId":"%d","type":"%s","item":"kettle"}
                    """.formatted(i % 4, i, i % 5 == 0 ? "purchase" : "view"))
                .toList());
        browser.open("/console");
    }

    @AfterEach
    void close() {
        browser.close();
    }

    private void openWithBothKeys() {
        browser.type("#internal-key", "dev-internal");
        browser.type("#admin-key", "dev-admin");
        browser.click("#key-form button");
    }

    @Test
    void showsLagAndBacklog() {
        openWithBothKeys();
        browser.awaitText("#figures", "Journal position");
        assertThat(browser.points("#rate-chart")).isPositive();
        assertThat(browser.points("#backlog-chart")).isPositive();
        assertThat(browser.points("#lag-chart")).isPositive();
        browser.assertNoForeignRequests();
    }

    @Test
    void showsTheMetricsOfEachLearner() {
        openWithBothKeys();
        browser.awaitText("#learners th", "Calibration error");
        browser.awaitText("#learners td", "rls");
        assertThat(browser.points("#lossOverTime-engagement")).isPositive();
        assertThat(browser.points("#trainingLoss-engagement")).isPositive();
        assertThat(browser.points("#calibration-engagement")).isPositive();
    }

    @Test
    void showsALookedUpProfile() {
        openWithBothKeys();
        browser.type("#lookup-user", "console-1");
        browser.click("#lookup-form button");
        browser.awaitText("#parameters", "batch-mean");
        assertThat(browser.points("#lookup-chart")).isPositive();
    }

    @Test
    void showsTheAuditLogToAdmins() {
        api.get("dev-admin", "/v1/subjects/console-2/consent");
        openWithBothKeys();
        browser.awaitText("#admin-lists", "dev-admin GET /v1/subjects/{userId}/consent 200");
    }

    @Test
    void showsNothingOfAdminsWithoutAnAdminKey() {
        browser.type("#internal-key", "dev-internal");
        browser.click("#key-form button");
        browser.awaitVisible("#lookup-section");
        browser.awaitText("#admin-key-note", "Enter an admin key");
        assertThat(browser.texts("#admin-lists")).isEqualTo(List.of(""));
    }

    /** A key may be typed into either field, because the page tries what it may read. */
    @ParameterizedTest
    @ValueSource(strings = {"#internal-key", "#admin-key"})
    void withOnlyAnAdminKeyShowsItsPartAndAsksForAnInternalKey(String field) {
        browser.type(field, "dev-admin");
        browser.press(Keys.ENTER);
        browser.awaitText("#internal-key-note", "Enter an internal key");
        browser.awaitText("#admin-lists h3", "Audit");
        assertThat(browser.texts("#learner-section h2")).isEqualTo(List.of(""));
    }

    @Test
    void showsAnErrorForAnInvalidKey() {
        browser.type("#internal-key", "nonsense");
        browser.click("#key-form button");
        browser.awaitText("#status", "Failed:");
    }
}

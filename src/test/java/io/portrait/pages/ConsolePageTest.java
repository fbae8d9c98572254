package io.portrait.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
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

/** An operator looks at the service at work. */
@PortraitTest
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
        browser.type("#key", "dev-internal");
        browser.type("#adminKey", "dev-admin");
        browser.click("#enter button");
    }

    @Test
    void showsLagAndBacklog() {
        openWithBothKeys();
        browser.awaitText("#figures", "Journal position");
        assertThat(browser.points("#rate")).isPositive();
        assertThat(browser.points("#backlog")).isPositive();
        assertThat(browser.points("#freshness")).isPositive();
        browser.assertNoForeignRequests();
    }

    /** The figures of the learners are some seconds old. */
    @Test
    void showsHowWellEachLearnerPredicts() {
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
        browser.type("#who", "console-1");
        browser.click("#look button");
        browser.awaitText("#parameters", "batch-mean");
        assertThat(browser.points("#course")).isPositive();
    }

    @Test
    void showsTheAuditLogToAdmins() {
        api.get("dev-admin", "/v1/subjects/console-2/consent");
        openWithBothKeys();
        browser.awaitText("#lists", "dev-admin GET /v1/subjects/{userId}/consent 200");
    }

    @Test
    void showsNothingOfAdminsWithoutAnAdminKey() {
        browser.type("#key", "dev-internal");
        browser.click("#enter button");
        browser.awaitVisible("#lookUp");
        browser.awaitText("#needsAdmin", "Type an admin key");
        assertThat(browser.texts("#lists")).isEqualTo(List.of(""));
    }

    /** It may be typed into either field: what it sees is found by asking. */
    @ParameterizedTest
    @ValueSource(strings = {"#key", "#adminKey"})
    void withOnlyAnAdminKeyShowsItsPartAndAsksForAnInternalKey(String field) {
        browser.type(field, "dev-admin");
        browser.press(Keys.ENTER);
        browser.awaitText("#needsInternal", "Type an internal key");
        browser.awaitText("#lists h3", "Audit");
        assertThat(browser.texts("#learning h2")).isEqualTo(List.of(""));
    }

    @Test
    void showsAnErrorForAnInvalidKey() {
        browser.type("#key", "nonsense");
        browser.click("#enter button");
        browser.awaitText("#status", "That did not work");
    }
}

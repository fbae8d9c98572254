package io.portrait.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** The page on which a person sees and controls their profile. */
@BrowserTest
class PersonPageTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private Environment environment;

    private Browser browser;
    private String user;

    @BeforeEach
    void open(TestInfo test) throws IOException {
        browser = Browser.at(environment, 1200, "en");
        user = "page-" + test.getTestMethod().orElseThrow().getName();
        api.putItem("pan", "kitchen/pan", 20);
        api.postEvents(List.of(event("1", "2026-11-01T10:00:00Z"), event("2", "2026-11-20T10:00:00Z")));
        browser.openWithToken(api.token(user));
        browser.awaitText("#status", user);
    }

    private String event(String message, String timestamp) {
        return """
            {"userId":"%s","messageId":"%s","type":"purchase","item":"pan","value":20,"timestamp":"%s"}
            """.formatted(user, message, timestamp);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    /** Login CSRF: a link must not replace the profile that is open, nor open one by itself. */
    @Test
    void aLinkWithATokenIsNotFollowedBeforeTheReaderAgrees() {
        browser.open("/");
        browser.open("/me#token=" + api.token("somebody-else"));
        browser.awaitText("#status", "somebody-else");
        assertThat(browser.isVisible("#profile")).isFalse();
        assertThat(browser.address()).doesNotContain("token");
    }

    @Test
    void showsInterestsAndTheirEvidence() {
        browser.awaitText("#interests", "kitchen/pan");
        assertThat(browser.text("#event-count")).isEqualTo("2");
        browser.awaitText("#evidence", "bought A pan");
        browser.awaitText("#evidence", "kitchen/pan +");
        assertThat(browser.points("#interest-chart")).isPositive();
        browser.assertNoForeignRequests();
    }

    @Test
    void updatesWhenAnEventArrives() {
        browser.awaitText("#event-count", "2");
        browser.click("#try-buttons button:nth-child(6)"); // buys the football
        browser.awaitText("#event-count", "3");
        browser.awaitText("#interests", "sports/football");
        browser.awaitText("#evidence", "bought Football");
        assertThat(api.profile(user).path("eventsSeen").asInt()).isEqualTo(3);
        assertThat(endedStreams()).isZero();
    }

    /** The number of ended streams; the browser lists a request when its response has ended. */
    private long endedStreams() {
        return (long) browser.run("""
            return performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/stream')).length
            """);
    }

    @Test
    void showsTheNoisyProfileOfOutsideReaders() {
        browser.awaitText("#privacy-note", "random noise added (ε = 1)");
        String path = "/v1/profiles/" + user;
        assertThat(api.get(api.token(user), path + "?audience=partner").text())
                .isEqualTo(api.get("dev-partner", path).text());
        assertThat(api.get(api.token(user), path + "?audience=unknown").code()).isEqualTo("invalid-audience");
    }

    @Test
    void statesThatNothingIsSharedWithoutConsent() {
        browser.click("#consent input[name=sharing]");
        browser.awaitText("#privacy-note", "Outside readers see nothing about this person");
    }

    @Test
    void interestControlsChangeRecommendations() {
        purchasesOfOthers("whisk", "kitchen/whisk");
        await().untilAsserted(() -> {
            browser.open("/");
            browser.openWithToken(api.token(user));
            browser.awaitText("#interests", "kitchen/pan");
            assertThat(browser.texts("#recommendations li")).anyMatch(line -> line.startsWith("A whisk – because of"));
        });
        browser.click("#interests tr[data-topic='kitchen'] button:nth-child(3)"); // never
        browser.awaitText("#status", "Never: kitchen");
        await().untilAsserted(() ->
                assertThat(browser.texts("#recommendations li")).noneMatch(line -> line.startsWith("A whisk")));
        browser.open("/");
        browser.openWithToken(api.token(user));
        browser.awaitVisible("#interests tr[data-topic='kitchen'] button:nth-child(3)[aria-pressed=true]");
    }

    private void purchasesOfOthers(String item, String category) {
        api.putItem(item, category, 5);
        api.postEvents(IntStream.range(0, 6)
                .boxed()
                .flatMap(other -> Stream.of("pan", item).map(chosen -> """
                    {"userId":"other-%d","messageId":"%s","type":"purchase","item":"%s"}
                    """.formatted(other, chosen, chosen)))
                .toList());
    }

    @Test
    void withdrawsConsent() {
        browser.click("#consent input[name=ads]");
        await().untilAsserted(() -> assertThat(api.get("dev-admin", "/v1/subjects/" + user + "/consent")
                        .json()
                        .at("/purposes/ads")
                        .asBoolean(true))
                .isFalse());
    }

    @Test
    void pausesProcessing() {
        browser.click("#pause");
        await().untilAsserted(() -> assertThat(
                        api.get("dev-internal", "/v1/profiles/" + user).code())
                .isEqualTo("processing-restricted"));
    }

    @Test
    void exportsEverything() throws IOException {
        browser.click("#export-button");
        assertThat(new JsonMapper()
                        .readTree(browser.downloaded("portrait.json"))
                        .toString())
                .contains(user)
                .contains("kitchen/pan");
    }

    @Test
    void erasesOnlyAfterConfirmation() {
        browser.click("#erase-button");
        browser.click("#cancel-button");
        assertThat(api.get("dev-internal", "/v1/profiles/" + user).status()).isEqualTo(200);
        browser.click("#erase-button");
        browser.click("#confirm-button");
        browser.awaitText("#status", "There is no profile");
        assertThat(api.get("dev-internal", "/v1/profiles/" + user).status()).isEqualTo(404);
    }

    @Test
    void switchesToChinese() {
        browser.awaitText("#interests", "kitchen");
        browser.click("#language option[value=zh]");
        browser.awaitText("h1", "我的画像");
        assertThat(browser.run("return document.documentElement.lang")).isEqualTo("zh-CN");
        browser.awaitText("#consent", "广告");
        browser.open("/me");
        browser.awaitText("h1", "我的画像");
    }

    /** A profile can be opened with the keyboard alone. */
    @Test
    void isUsableByKeyboard() {
        browser.open("/me");
        browser.awaitVisible("#demo-access");
        browser.run("document.getElementById('token').focus(); return 0");
        browser.press(api.token(user), Keys.TAB);
        browser.press(Keys.ENTER);
        browser.awaitText("#status", user);
        assertThat(browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
    }

    @Test
    void showsAnErrorForAnInvalidToken() {
        browser.open("/me");
        browser.type("#token", "nonsense");
        browser.click("#access-form button:not(#demo-button)");
        browser.awaitText("#status", "Failed:");
    }

    @Test
    void showsTheCurrentDecisions() {
        api.send(
                "PUT",
                "dev-admin",
                "/v1/subjects/" + user + "/consent",
                "{\"purposes\":{\"sharing\":false}}",
                Map.of());
        browser.open("/");
        browser.openWithToken(api.token(user));
        browser.awaitVisible("#consent input[name=sharing]:not(:checked)");
        browser.awaitVisible("#consent input[name=ads]:checked");
    }
}

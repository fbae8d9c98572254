package io.portrait.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.ConcurrentTest;
import io.portrait.support.PortraitTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The demo and the replay send events through the normal intake. */
@PortraitTest
@TestPropertySource(
        properties = {"portrait.demo.enabled=true", "portrait.release.epoch=1m", "portrait.release.warm-up-epochs=1"})
@ConcurrentTest
class ReplayTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private ReplayRunner runner;

    @Test
    void theDemoFillsProfilesAtStartAndASecondReplayChangesNothing() throws Exception {
        // the champion is selected shortly after learning
        await().until(() -> api.profile("14382")
                .path("models")
                .valueStream()
                .anyMatch(model -> model.path("serves").asBoolean()));
        JsonNode profile = api.profile("14382");
        assertThat(profile.path("eventsSeen").asInt()).isEqualTo(131);
        assertThat(profile.path("interests").size()).isGreaterThan(10);
        assertThat(api.get("dev-public", "/v1/profiles/14382")
                        .json()
                        .at("/privacy/epochLength")
                        .asString())
                .isEqualTo("PT1M");

        runner.run(new DefaultApplicationArguments("--replay=src/main/resources/demo/online-retail-sample.csv"));
        assertThat(api.profile("14382")).isEqualTo(profile);
    }
}

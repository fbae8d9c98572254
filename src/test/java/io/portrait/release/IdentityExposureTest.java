package io.portrait.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.ManualClock;
import io.portrait.support.PortraitTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** An identity change is visible to external readers from the next epoch on, and moves no events between noisy profiles. */
@PortraitTest
@Import(ReleasedProfilesTest.ManualClockConfiguration.class)
class IdentityExposureTest {

    /** Far beyond the noise of one epoch, whose standard deviation is 1.4. */
    private static final int MANY = 60;

    private static final double NOISE = 25;

    @Autowired
    private ApiClient api;

    @Autowired
    private ManualClock clock;

    @Autowired
    private EpochCloser closer;

    @Autowired
    private ReleaseEpochs epochs;

    @BeforeEach
    void putItemAndFreezeItsTopic() {
        api.putItem("mug", "kitchen/mug", 8);
        api.send("POST", "dev-admin", "/v1/topics/versions", "", Map.of());
        nextDay();
    }

    private void nextDay() {
        EpochSteps.nextDay(clock, closer, epochs);
    }

    private void post(String idField, String id) {
        String run = id + System.nanoTime();
        assertThat(api.postEvents(IntStream.range(0, MANY)
                                .mapToObj(i -> """
                                    {"%s":"%s","messageId":"%s-%d","type":"purchase","item":"mug","timestamp":"%s"}""".formatted(idField, id, run, i, clock.instant()))
                                .toList())
                        .status())
                .isEqualTo(200);
    }

    private void identify(String user, String anonymous) {
        api.postEvents(List.of("""
            {"type":"identify","userId":"%s","anonymousId":"%s","messageId":"identify-%s","timestamp":"%s"}""".formatted(user, anonymous, anonymous, clock.instant())));
        assertThat(api.profile(anonymous).path("userId").asString()).isEqualTo(user);
    }

    private ApiResponse read(String user) {
        return api.get("dev-partner", "/v1/profiles/" + user);
    }

    private double weight(String user) {
        return read(user)
                .json()
                .path("interests")
                .valueStream()
                .filter(interest -> interest.path("topic").asString().equals("kitchen"))
                .mapToDouble(interest -> interest.path("weight").asDouble())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLoginChangesNothingOutsideBeforeTheNextEpoch() {
        post("anonymousId", "x1-anonymous");
        post("userId", "x1-ada");
        String anonymous = read("x1-anonymous").text();
        String ada = read("x1-ada").text();
        identify("x1-ada", "x1-anonymous");
        assertThat(read("x1-anonymous").text()).isEqualTo(anonymous);
        assertThat(read("x1-ada").text()).isEqualTo(ada);
        nextDay();
        assertThat(read("x1-anonymous").status()).isEqualTo(404);
        assertThat(read("x1-ada").status()).isEqualTo(200);
    }

    @Test
    void aLoginMovesNoEventsOfTheOpenEpochIntoTheProfileOfTheUser() {
        post("anonymousId", "x2-anonymous");
        api.postEvents(List.of("{\"userId\":\"x2-ada\",\"messageId\":\"1\",\"type\":\"click\"}"));
        identify("x2-ada", "x2-anonymous");
        post("anonymousId", "x2-anonymous");
        double before = weight("x2-ada");
        nextDay();
        assertThat(weight("x2-ada") - before).isBetween(-NOISE, NOISE);
        nextDay();
        assertThat(weight("x2-ada") - before).isBetween(-NOISE, NOISE);

        post("anonymousId", "x2-anonymous");
        double loggedIn = weight("x2-ada");
        nextDay();
        assertThat(weight("x2-ada") - loggedIn)
                .as("events of later epochs count for the user")
                .isGreaterThan(NOISE);
    }

    @Test
    void aSplitChangesNothingOutsideBeforeTheNextEpoch() {
        post("userId", "x3-ada");
        post("userId", "x3-other");
        api.merge("x3-ada", "x3-other");
        nextDay();
        String ada = read("x3-ada").text();
        assertThat(read("x3-other").status()).isEqualTo(404);
        assertThat(api.unmerge("x3-ada", "x3-other").status()).isEqualTo(200);
        assertThat(read("x3-other").status()).isEqualTo(404);
        assertThat(read("x3-ada").text()).isEqualTo(ada);
        nextDay();
        assertThat(read("x3-other").status()).isEqualTo(200);
    }

    @Test
    void aMergeAndASplitInOneEpochLeaveNoTraceOutside() {
        post("userId", "x4-ada");
        post("userId", "x4-other");
        double before = weight("x4-other");
        String other = read("x4-other").text();
        api.merge("x4-ada", "x4-other");
        api.unmerge("x4-ada", "x4-other");
        assertThat(read("x4-other").text()).isEqualTo(other);
        nextDay();
        assertThat(weight("x4-other") - before).isGreaterThan(NOISE);
    }
}

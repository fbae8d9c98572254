package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@PortraitTest
class EventsApiTest {

    @Autowired
    private ApiClient api;

    @BeforeEach
    void putItems() {
        api.putItem("mug", "kitchen/mug", 8);
        api.putItem("lamp", "home/lighting", 40);
    }

    private static String event(String user, String message, String type, String rest) {
        return """
            {"userId":"%s","messageId":"%s","type":"%s"%s}\
            """.formatted(user, message, type, rest);
    }

    @Test
    void aPostedEventUpdatesTheProfile() {
        ApiResponse answer = api.postEvents(List.of(
                event("ada", "1", "view", ",\"item\":\"mug\",\"value\":30"),
                event("ada", "2", "purchase", ",\"item\":\"mug\",\"value\":8,\"context\":{\"channel\":\"web\"}"),
                event("ada", "3", "refund", ",\"item\":\"lamp\",\"value\":40")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(3);

        JsonNode profile = api.profile("ada");
        assertThat(profile.path("eventsSeen").asInt()).isEqualTo(3);
        assertThat(profile.at("/interests/0/topic").asString()).isEqualTo("kitchen");
        assertThat(profile.at("/interests/0/weight").asDouble()).isBetween(1.24, 1.26);
        assertThat(profile.at("/interests/0/share").asDouble()).isEqualTo(1);
        assertThat(profile.at("/activity/monetary/net").asDouble()).isEqualTo(-32);
        assertThat(profile.at("/activity/channels/web").asInt()).isEqualTo(1);
        for (JsonNode model : profile.path("models")) {
            assertThat(model.path("examples").asInt()).isEqualTo(3);
            assertThat(model.path("progressiveLoss").asDouble()).isGreaterThan(0);
        }
    }

    @Test
    void theSameBatchFourTimesCountsOnce() {
        List<String> batch = IntStream.range(0, 50)
                .mapToObj(i -> event("bob", "b" + i, "purchase", ",\"item\":\"mug\",\"value\":8"))
                .toList();
        assertThat(api.postEvents(batch).json().path("accepted").asInt()).isEqualTo(50);
        String once = api.get("dev-internal", "/v1/profiles/bob").text();
        for (int i = 0; i < 3; i++) {
            ApiResponse again = api.postEvents(batch);
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.json().path("duplicates").asInt()).isEqualTo(50);
            assertThat(again.json().path("accepted").asInt()).isZero();
        }
        assertThat(api.get("dev-internal", "/v1/profiles/bob").text()).isEqualTo(once);
    }

    @Test
    void aRepeatedMessageIdIsADuplicateOnlyForTheSameUser() {
        ApiResponse answer = api.postEvents(List.of(
                event("carl", "same", "click", ""),
                event("carl", "same", "click", ""),
                event("dora", "same", "click", "")));
        assertThat(answer.json().at("/receipts/0/status").asString()).isEqualTo("accepted");
        assertThat(answer.json().at("/receipts/1/status").asString()).isEqualTo("duplicate");
        assertThat(answer.json().at("/receipts/2/status").asString()).isEqualTo("accepted");
    }

    @Test
    void anInvalidEventIsKeptAsADeadLetterAndTheOthersAreAccepted() {
        ApiResponse answer = api.postEvents(List.of(
                event("emil", "good", "click", ""),
                event("emil", "bad-type", "dance", ""),
                event("emil", "good2", "like", "")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
        JsonNode receipt = answer.json().at("/receipts/1");
        assertThat(receipt.path("status").asString()).isEqualTo("rejected");
        assertThat(receipt.path("code").asString()).isEqualTo("invalid-type");
        assertThat(receipt.path("pointer").asString()).isEqualTo("/events/1/type");

        JsonNode letters = api.get("dev-admin", "/v1/dead-letters").json().path("deadLetters");
        assertThat(letters.valueStream()
                        .map(deadLetter -> deadLetter.path("messageId").asString()))
                .contains("bad-type");
    }

    @Test
    void aBatchOfOnlyBadEventsIsAnswered422WithItsReceipts() {
        ApiResponse answer = api.postEvents(List.of(event("emil", "x1", "dance", ""), "7"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("rejected").asInt()).isEqualTo(2);
        assertThat(answer.json().at("/receipts/1/code").asString()).isEqualTo("event-not-object");
    }

    @Test
    void withoutPreferWaitTheAnswerIs202() {
        ApiResponse answer = api.send(
                "POST", "dev-write", "/v1/events", "{\"events\":[" + event("fred", "1", "click", "") + "]}", Map.of());
        assertThat(answer.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"events":[        | 400 | invalid-json
        []                 | 400 | invalid-json
        {"events":7}       | 400 | events-missing
        {}                 | 400 | events-missing
        {"events":[]} x    | 400 | invalid-json
        """)
    void anUnreadableBodyIsRejected(String body, int status, String code) {
        ApiResponse answer = api.postEvents(body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void tooManyEventsTooLargeABodyAndAnotherMediaTypeHaveTheirErrorCodes() {
        List<String> tooMany = Collections.nCopies(2_501, event("greta", "1", "click", ""));
        assertThat(api.postEvents(tooMany).status()).isEqualTo(413);
        assertThat(api.postEvents(tooMany).code()).isEqualTo("too-many-events");

        ApiResponse tooLarge = api.postEvents("{\"events\":[],\"x\":\"" + "y".repeat(5 << 20) + "\"}");
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.code()).isEqualTo("body-too-large");

        ApiResponse csv = api.send("POST", "dev-write", "/v1/events", "a,b", Map.of("Content-Type", "text/csv"));
        assertThat(csv.status()).isEqualTo(415);
        assertThat(csv.code()).isEqualTo("unsupported-media-type");
    }

    @Test
    void anyOrderOfArrivalGivesTheSameInterestsAndActivity() {
        Random random = new Random(11);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String type =
                    List.of("view", "cart", "purchase", "refund", "dislike").get(random.nextInt(5));
            events.add("""
                {"userId":"USER","messageId":"m%d","type":"%s","item":"%s","timestamp":"%s","value":%d,
                 "context":{"channel":"app","sessionId":"s%d"}}\
                """.formatted(
                            i,
                            type,
                            random.nextBoolean() ? "mug" : "lamp",
                            Instant.parse("2024-01-01T00:00:00Z").plusSeconds(random.nextInt(60_000_000)),
                            random.nextInt(100),
                            random.nextInt(40)));
        }
        postInBatches("in-order", events, 60);
        for (int shuffle = 0; shuffle < 5; shuffle++) {
            Collections.shuffle(events, random);
            String user = "shuffled-" + shuffle;
            postInBatches(user, events, 1 + random.nextInt(100));
            assertThat(api.profile(user).path("interests"))
                    .isEqualTo(api.profile("in-order").path("interests"));
            assertThat(api.profile(user).path("activity"))
                    .isEqualTo(api.profile("in-order").path("activity"));
        }
    }

    private void postInBatches(String user, List<String> events, int size) {
        for (int from = 0; from < events.size(); from += size) {
            List<String> batch = events.subList(from, Math.min(events.size(), from + size)).stream()
                    .map(event -> event.replace("USER", user))
                    .toList();
            assertThat(api.postEvents(batch).status()).isEqualTo(200);
        }
    }

    @Test
    void extremeNumbersNeverMakeAProfileThatIsNotFinite() {
        List<String> events = new ArrayList<>();
        for (String value : List.of("1e12", "0", "1e-300", "4.9e-324", "1e308", "1e400", "-1", "999999999999")) {
            for (String type : List.of("view", "purchase", "refund", "transaction", "rating")) {
                events.add(event("finite", type + value, type, ",\"item\":\"mug\",\"value\":" + value));
            }
        }
        ApiResponse answer = api.postEvents(events);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("rejected").asInt()).isGreaterThan(0);
        assertThat(api.get("dev-internal", "/v1/profiles/finite").text()).doesNotContain("NaN", "Infinity");
        assertThat(api.get("dev-internal", "/v1/profiles/finite/parameters").text())
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void anUnknownUserIsNotFoundAndAnInvalidIdIsABadRequest() {
        assertThat(api.get("dev-internal", "/v1/profiles/unknown-person").code())
                .isEqualTo("profile-not-found");
        assertThat(api.get("dev-partner", "/v1/profiles/unknown-person").code()).isEqualTo("profile-not-found");
        assertThat(api.get("dev-internal", "/v1/profiles/" + "u".repeat(129)).status())
                .isEqualTo(400);
    }

    @Test
    void eventsOfAUserArePaged() {
        List<String> batch = IntStream.range(0, 25)
                .mapToObj(i -> event("paul", "p" + i, "click", ",\"item\":\"mug\""))
                .toList();
        api.postEvents(batch);
        JsonNode first =
                api.get("dev-internal", "/v1/profiles/paul/events?limit=20").json();
        assertThat(first.path("events").size()).isEqualTo(20);
        assertThat(first.at("/events/0/messageId").asString()).isEqualTo("p24");
        JsonNode second = api.get(
                        "dev-internal",
                        "/v1/profiles/paul/events?limit=20&before="
                                + first.path("next").asLong())
                .json();
        assertThat(second.path("events").size()).isEqualTo(5);
        assertThat(second.has("next")).isFalse();
    }

    /** A label states whether an earlier payment was a fraud; it is no action of the person. */
    @Test
    void theLabelOfAPaymentIsNoBehaviour() {
        String payment = """
            {"userId":"labelled","messageId":"%s","type":"transaction","value":5,"timestamp":"%s","properties":{"transactionId":"t-1"%s}}""";
        api.postEvents(List.of(payment.formatted("1", "2026-11-01T08:00:00Z", "")));
        JsonNode before = api.profile("labelled");
        assertThat(api.postEvents(List.of(payment.formatted("2", "2026-11-03T08:00:00Z", ",\"fraud\":true")))
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.profile("labelled")).isEqualTo(before);
        assertThat(before.at("/activity/frequency/types/transaction").asInt()).isEqualTo(1);
    }
}

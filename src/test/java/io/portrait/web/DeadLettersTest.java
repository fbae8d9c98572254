package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Rejected events are corrected and submitted again. */
@PortraitTest
class DeadLettersTest {

    @Autowired
    private ApiClient api;

    private long deadLetterIdOf(String messageId) {
        return deadLetter(messageId).path("id").asLong();
    }

    private JsonNode deadLetter(String messageId) {
        return api.get("dev-admin", "/v1/dead-letters?limit=1000")
                .json()
                .path("deadLetters")
                .valueStream()
                .filter(deadLetter -> deadLetter.path("messageId").asString("").equals(messageId))
                .findFirst()
                .orElseThrow();
    }

    private ApiResponse resubmit(long deadLetter, String body) {
        return api.send("POST", "dev-admin", "/v1/dead-letters/" + deadLetter + "/resubmissions", body, Map.of());
    }

    @Test
    void aCorrectedEventIsAcceptedAndItsDeadLetterDeleted() {
        api.postEvents(List.of("{\"userId\":\"mend\",\"messageId\":\"mend-1\",\"type\":\"buy\"}"));
        long deadLetter = deadLetterIdOf("mend-1");
        ApiResponse again = resubmit(deadLetter, "");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.json().path("code").asString()).isEqualTo("invalid-type");

        ApiResponse mended = resubmit(
                deadLetter, "{\"event\":{\"userId\":\"mend\",\"messageId\":\"mend-1\",\"type\":\"purchase\"}}");
        assertThat(mended.status()).isEqualTo(200);
        assertThat(mended.json().path("status").asString()).isEqualTo("accepted");
        assertThat(resubmit(deadLetter, "").code()).isEqualTo("dead-letter-not-found");
        assertThat(api.postEvents(List.of("{\"userId\":\"mend\",\"messageId\":\"mend-1\",\"type\":\"purchase\"}"))
                        .json()
                        .path("duplicates")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.profile("mend").path("eventsSeen").asInt()).isEqualTo(1);
    }

    @Test
    void aTrackingMessageIsParsedInItsOwnFormatAgain() {
        String message = "{\"userId\":\"mend-seg\",\"messageId\":\"seg-1\",\"type\":\"track\"%s}";
        api.send("POST", "dev-write", "/v1/track", message.formatted(""), Map.of());
        ApiResponse mended = resubmit(
                deadLetterIdOf("seg-1"),
                "{\"event\":" + message.formatted(",\"event\":\"Product Added\",\"properties\":{\"product_id\":\"x\"}")
                        + "}");
        assertThat(mended.json().path("status").asString()).isEqualTo("accepted");
        api.postEvents(List.of("{\"userId\":\"mend-seg\",\"messageId\":\"2\",\"type\":\"click\"}"));
        assertThat(api.profile("mend-seg").at("/activity/frequency/types/cart").asInt())
                .isEqualTo(1);
    }

    /** Two operators resubmit, or one repeats after a lost response; the message has no id of its own. */
    @Test
    void concurrentResubmissionsAreAcceptedOnceWithTheOriginalArrivalTime() throws Exception {
        api.send("POST", "dev-write", "/v1/track", "{\"userId\":\"mend-once\"}", Map.of());
        JsonNode deadLetter = deadLetterOfUser("mend-once");
        String mended = "{\"event\":{\"type\":\"track\",\"userId\":\"mend-once\",\"event\":\"Lid Opened\"}}";
        List<Future<ApiResponse>> answers = new ArrayList<>();
        try (ExecutorService operators = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                answers.add(
                        operators.submit(() -> resubmit(deadLetter.path("id").asLong(), mended)));
            }
        }
        int accepted = 0;
        for (Future<ApiResponse> answer : answers) {
            assertThat(answer.get().status()).isIn(200, 404);
            accepted += answer.get().json().path("status").asString("").equals("accepted") ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(1);
        JsonNode taken =
                api.get("dev-internal", "/v1/profiles/mend-once/events").json().path("events");
        assertThat(taken.size()).isEqualTo(1);
        assertThat(taken.at("/0/timestamp")).isEqualTo(deadLetter.path("receivedAt"));
    }

    /** The sender's clock is ten years ahead; without the time of its batch, the event would be in the future. */
    @Test
    void clockSkewIsCorrectedByTheOriginalBatch() {
        JsonNode deadLetter = deadLetterOfBatch("mend-skew", "2036-01-01T00:01:00Z");
        resubmitAccepted(deadLetter, "mend-skew", "");
        assertHappenedBefore(deadLetter, "mend-skew", 60);
    }

    /** A wrong correction becomes a dead letter of its own, which still belongs to the batch. */
    @Test
    void anEventRejectedAgainKeepsTheSentAtOfItsBatch() {
        JsonNode first = deadLetterOfBatch("mend-twice", "2036-01-01T00:01:00Z");
        String wrong = "{\"event\":" + skewed("mend-twice", ",\"properties\":{\"mended\":1}") + "}";
        assertThat(resubmit(first.path("id").asLong(), wrong).status()).isEqualTo(422);
        JsonNode second = deadLetter("mend-twice");
        assertThat(second.path("id").asLong()).isGreaterThan(first.path("id").asLong());
        resubmitAccepted(second, "mend-twice", "");
        assertHappenedBefore(second, "mend-twice", 60);
    }

    @Test
    void theSentAtOfTheCorrectedMessageTakesPrecedence() {
        JsonNode deadLetter = deadLetterOfBatch("mend-own", "2036-01-01T00:01:00Z");
        resubmitAccepted(deadLetter, "mend-own", ",\"sentAt\":\"2036-01-01T00:05:00Z\"");
        assertHappenedBefore(deadLetter, "mend-own", 300);
    }

    /** A message at the turn of the year by a skewed clock, without an event name. */
    private static String skewed(String user, String more) {
        return """
            {"type":"track","userId":"%s","messageId":"%s","originalTimestamp":"2036-01-01T00:00:00Z"%s}\
            """.formatted(user, user, more);
    }

    private JsonNode deadLetterOfBatch(String user, String sentAt) {
        String body = "{\"sentAt\":\"%s\",\"batch\":[%s]}".formatted(sentAt, skewed(user, ""));
        api.send("POST", "dev-write", "/v1/batch", body, Map.of());
        return deadLetter(user);
    }

    private void resubmitAccepted(JsonNode deadLetter, String user, String more) {
        String mended = skewed(user, ",\"event\":\"Lid Opened\"" + more);
        ApiResponse answer = resubmit(deadLetter.path("id").asLong(), "{\"event\":" + mended + "}");
        assertThat(answer.json().path("status").asString()).isEqualTo("accepted");
    }

    private void assertHappenedBefore(JsonNode deadLetter, String user, int seconds) {
        api.postEvents(List.of("{\"userId\":\"%s\",\"messageId\":\"2\",\"type\":\"click\"}".formatted(user)));
        JsonNode taken = api.get("dev-internal", "/v1/profiles/" + user + "/events")
                .json()
                .at("/events/1");
        Instant arrived = Instant.parse(deadLetter.path("receivedAt").asString());
        assertThat(Instant.parse(taken.path("timestamp").asString()))
                .isBetween(arrived.minusSeconds(seconds + 5), arrived.minusSeconds(seconds - 1));
    }

    private JsonNode deadLetterOfUser(String user) {
        return api.get("dev-admin", "/v1/dead-letters?limit=1000")
                .json()
                .path("deadLetters")
                .valueStream()
                .filter(deadLetter -> deadLetter.path("userId").asString("").equals(user))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBodyWithoutAnEventIsABadRequest() {
        api.postEvents(List.of("{\"userId\":\"mend\",\"messageId\":\"mend-2\",\"type\":\"buy\"}"));
        assertThat(resubmit(deadLetterIdOf("mend-2"), "{\"event\":7}").status()).isEqualTo(400);
        assertThat(resubmit(Long.MAX_VALUE, "").status()).isEqualTo(404);
    }

    @Test
    void eventsAreCountedByTypeChannelAndLateness() {
        api.postEvents(
                List.of(
                        "{\"userId\":\"stat\",\"messageId\":\"1\",\"type\":\"follow\",\"context\":{\"channel\":\"sms\"}}",
                        "{\"userId\":\"stat\",\"messageId\":\"1\",\"type\":\"follow\",\"context\":{\"channel\":\"sms\"}}",
                        "{\"userId\":\"stat\",\"messageId\":\"2\",\"type\":\"follow\",\"timestamp\":\"2020-01-01T00:00:00Z\"}"));
        JsonNode statistics = api.get("dev-internal", "/v1/events/statistics").json();
        JsonNode follow = statistics
                .path("types")
                .valueStream()
                .filter(type -> type.path("type").asString().equals("follow"))
                .findFirst()
                .orElseThrow();
        assertThat(follow.path("duplicates").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(follow.at("/channels/sms").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(follow.at("/lateness/later").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(follow.path("lastHour").asInt()).isGreaterThanOrEqualTo(2);
    }
}

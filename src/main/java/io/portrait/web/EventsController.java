package io.portrait.web;

import io.portrait.access.KeyKind;
import io.portrait.dialect.CloudEventReader;
import io.portrait.dialect.DialectIntake;
import io.portrait.dialect.DialectIntake.Taken;
import io.portrait.dialect.Message;
import io.portrait.ingest.ArrivalStatistics;
import io.portrait.ingest.ArrivalStatistics.Statistics;
import io.portrait.ingest.BatchReader;
import io.portrait.ingest.Intake;
import io.portrait.ingest.Outcome;
import io.portrait.ingest.Reading;
import io.portrait.ingest.Rejection;
import io.portrait.profile.Profiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Events in. */
@RestController
@Tag(name = "Events")
class EventsController {

    private static final String CLOUDEVENT = "application/cloudevents+json";
    private static final String CLOUDEVENTS = "application/cloudevents-batch+json";

    private final BatchReader reader;
    private final Intake intake;
    private final CloudEventReader cloudEvents;
    private final DialectIntake dialects;
    private final ArrivalStatistics statistics;
    private final Profiles profiles;

    EventsController(
            BatchReader reader,
            Intake intake,
            CloudEventReader cloudEvents,
            DialectIntake dialects,
            ArrivalStatistics statistics,
            Profiles profiles) {
        this.reader = reader;
        this.intake = intake;
        this.cloudEvents = cloudEvents;
        this.dialects = dialects;
        this.statistics = statistics;
        this.profiles = profiles;
    }

    @PostMapping(path = "/v1/events", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Allow(KeyKind.WRITE)
    @Operation(
            summary = "Send a batch of events",
            description = "What is answered `accepted` is on disk. Sending the same batch again is safe: an event is"
                    + " known by its user and messageId. With `Prefer: wait` the answer comes when the profiles show"
                    + " the events. CloudEvents 1.0 are taken one by one, in structured mode, or in batches.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = EventBatch.class),
                        examples = @ExampleObject(EventBatch.EXAMPLE)),
                @Content(mediaType = CLOUDEVENT, schema = @Schema(type = "object")),
                @Content(mediaType = CLOUDEVENTS, schema = @Schema(type = "array"))
            })
    @ApiResponse(responseCode = "202", description = "Accepted; the profiles follow within a second")
    @ApiResponse(responseCode = "200", description = "Accepted, and shown by the profiles (`Prefer: wait`)")
    @ApiResponse(responseCode = "422", description = "Every event was rejected; the receipts say why")
    ResponseEntity<Receipts> post(
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer)
            throws InterruptedException {
        List<Reading> readings = reader.read(body == null ? new byte[0] : body);
        List<Outcome> outcomes = intake.accept(readings);
        return answer(Receipts.of(i -> readings.get(i).messageId(), outcomes), outcomes, prefer);
    }

    @PostMapping(path = "/v1/events", consumes = CLOUDEVENT)
    @Allow(KeyKind.WRITE)
    @Operation(hidden = true)
    ResponseEntity<Receipts> postCloudEvent(
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer)
            throws InterruptedException {
        return take(cloudEvents.readOne(body == null ? new byte[0] : body), prefer);
    }

    @PostMapping(path = "/v1/events", consumes = CLOUDEVENTS)
    @Allow(KeyKind.WRITE)
    @Operation(hidden = true)
    ResponseEntity<Receipts> postCloudEvents(
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer)
            throws InterruptedException {
        return take(cloudEvents.readBatch(body == null ? new byte[0] : body), prefer);
    }

    private ResponseEntity<Receipts> take(List<Message> messages, @Nullable String prefer) throws InterruptedException {
        Taken taken = dialects.take(messages);
        return answer(Receipts.of(i -> messages.get(i).id(), taken.outcomes()), taken.events(), prefer);
    }

    private ResponseEntity<Receipts> answer(Receipts receipts, List<Outcome> events, @Nullable String prefer)
            throws InterruptedException {
        if (receipts.rejected() > 0
                && receipts.rejected() == receipts.receipts().size()) {
            return ResponseEntity.unprocessableContent().body(receipts);
        }
        boolean shown = wantsToWait(prefer) && profiles.awaitShown(events);
        return ResponseEntity.status(shown ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(receipts);
    }

    @GetMapping("/v1/events/statistics")
    @Allow({KeyKind.INTERNAL, KeyKind.ADMIN})
    @Operation(
            summary = "What has arrived, at all instances together",
            description = "Properties are counted of one event in " + ArrivalStatistics.SAMPLE
                    + ". What came to other instances is counted within ten seconds.")
    Statistics statistics() {
        return statistics.current();
    }

    private static boolean wantsToWait(@Nullable String prefer) {
        return prefer != null && prefer.toLowerCase(Locale.ROOT).contains("wait");
    }

    /** The answer to a batch. */
    record Receipts(int accepted, int duplicates, int rejected, List<Receipt> receipts) {

        static Receipts of(IntFunction<@Nullable String> messageIds, List<Outcome> outcomes) {
            List<Receipt> receipts = new ArrayList<>(outcomes.size());
            for (int i = 0; i < outcomes.size(); i++) {
                receipts.add(Receipt.of(i, messageIds.apply(i), outcomes.get(i)));
            }
            return new Receipts(
                    count(outcomes, Outcome.Accepted.class),
                    count(outcomes, Outcome.Duplicate.class),
                    count(outcomes, Outcome.Rejected.class),
                    receipts);
        }

        private static int count(List<Outcome> outcomes, Class<? extends Outcome> kind) {
            return (int) outcomes.stream().filter(kind::isInstance).count();
        }
    }

    /** What became of one event. */
    record Receipt(
            int index,
            @Nullable String messageId,

            @Schema(allowableValues = {"accepted", "duplicate", "rejected"})
            String status,

            @Nullable String code,
            @Nullable String detail,
            @Nullable String pointer) {

        static Receipt of(int index, @Nullable String id, Outcome outcome) {
            return switch (outcome) {
                case Outcome.Accepted accepted -> new Receipt(index, id, "accepted", null, null, null);
                case Outcome.Duplicate duplicate -> new Receipt(index, id, "duplicate", null, null, null);
                case Outcome.Rejected(var why) ->
                    new Receipt(index, id, "rejected", why.code(), why.detail(), pointer(index, why));
            };
        }

        /** Where nothing is wrong with the event but whom it is about, its place is known here only. */
        private static String pointer(int index, Rejection why) {
            return why.pointer().isEmpty() ? "/events/" + index : why.pointer();
        }
    }
}

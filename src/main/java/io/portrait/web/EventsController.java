package io.portrait.web;

import io.portrait.ingest.EventBatchReader;
import io.portrait.ingest.EventIntake;
import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.EventStatistics;
import io.portrait.ingest.EventStatistics.StatisticsReport;
import io.portrait.ingest.ParsedEvent;
import io.portrait.ingest.Rejection;
import io.portrait.ingest.format.AdaptedIntake;
import io.portrait.ingest.format.AdaptedIntake.IntakeResult;
import io.portrait.ingest.format.AdaptedMessage;
import io.portrait.ingest.format.CloudEventReader;
import io.portrait.kernel.KeyRole;
import io.portrait.profile.Profiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
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

/** The routes that accept events. */
@RestController
@Tag(name = "Events")
class EventsController {

    private static final String CLOUD_EVENT = "application/cloudevents+json";
    private static final String CLOUD_EVENT_BATCH = "application/cloudevents-batch+json";

    private final EventBatchReader batchReader;
    private final EventIntake intake;
    private final CloudEventReader cloudEvents;
    private final AdaptedIntake adaptedIntake;
    private final EventStatistics statistics;
    private final Profiles profiles;

    EventsController(
            EventBatchReader reader,
            EventIntake intake,
            CloudEventReader cloudEvents,
            AdaptedIntake dialects,
            EventStatistics statistics,
            Profiles profiles) {
        this.batchReader = reader;
        this.intake = intake;
        this.cloudEvents = cloudEvents;
        this.adaptedIntake = dialects;
        this.statistics = statistics;
        this.profiles = profiles;
    }

    @PostMapping(path = "/v1/events", consumes = MediaType.APPLICATION_JSON_VALUE)
    @AllowedRoles(KeyRole.WRITE)
    @Operation(
            summary = "Send a batch of events",
            description =
                    "An event that is answered `accepted` is on disk. Sending the same batch again is safe: an event"
                            + " is identified by its user and messageId. With `Prefer: wait` the response comes when the"
                            + " profiles show the events. CloudEvents 1.0 are accepted in structured mode and in batches.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = EventBatchRequest.class),
                        examples = @ExampleObject(EventBatchRequest.EXAMPLE)),
                @Content(mediaType = CLOUD_EVENT, schema = @Schema(type = "object")),
                @Content(mediaType = CLOUD_EVENT_BATCH, schema = @Schema(type = "array"))
            })
    @ApiResponse(responseCode = "202", description = "Accepted; the profiles follow within a second")
    @ApiResponse(responseCode = "200", description = "Accepted, and shown by the profiles (`Prefer: wait`)")
    @ApiResponse(responseCode = "422", description = "Every event was rejected; the receipts have the reasons")
    ResponseEntity<EventReceipts> post(
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = PreferHeader.NAME, required = false) @Nullable String prefer)
            throws InterruptedException {
        List<ParsedEvent> parsedEvents = batchReader.read(body == null ? new byte[0] : body);
        List<EventOutcome> outcomes = intake.accept(parsedEvents);
        return respond(EventReceipts.of(i -> parsedEvents.get(i).messageId(), outcomes), outcomes, prefer);
    }

    @PostMapping(path = "/v1/events", consumes = CLOUD_EVENT)
    @AllowedRoles(KeyRole.WRITE)
    @Operation(hidden = true)
    ResponseEntity<EventReceipts> postCloudEvent(
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = PreferHeader.NAME, required = false) @Nullable String prefer)
            throws InterruptedException {
        return acceptAdapted(cloudEvents.readOne(body == null ? new byte[0] : body), prefer);
    }

    @PostMapping(path = "/v1/events", consumes = CLOUD_EVENT_BATCH)
    @AllowedRoles(KeyRole.WRITE)
    @Operation(hidden = true)
    ResponseEntity<EventReceipts> postCloudEvents(
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = PreferHeader.NAME, required = false) @Nullable String prefer)
            throws InterruptedException {
        return acceptAdapted(cloudEvents.readBatch(body == null ? new byte[0] : body), prefer);
    }

    private ResponseEntity<EventReceipts> acceptAdapted(List<AdaptedMessage> messages, @Nullable String prefer)
            throws InterruptedException {
        IntakeResult accepted = adaptedIntake.accept(messages);
        return respond(
                EventReceipts.of(i -> messages.get(i).id(), accepted.messageOutcomes()),
                accepted.eventOutcomes(),
                prefer);
    }

    private ResponseEntity<EventReceipts> respond(
            EventReceipts receipts, List<EventOutcome> events, @Nullable String prefer) throws InterruptedException {
        if (receipts.rejected() > 0
                && receipts.rejected() == receipts.receipts().size()) {
            return ResponseEntity.unprocessableContent().body(receipts);
        }
        boolean shown = PreferHeader.wantsWait(prefer) && profiles.awaitApplied(events);
        return ResponseEntity.status(shown ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(receipts);
    }

    @GetMapping("/v1/events/statistics")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(
            summary = "Statistics of the events that arrived at all instances",
            description = "Properties are counted for one event in " + EventStatistics.SAMPLING_INTERVAL
                    + ". Events of other instances are included within ten seconds.")
    StatisticsReport statistics() {
        return statistics.current();
    }

    /** The response to a batch. */
    record EventReceipts(int accepted, int duplicates, int rejected, List<EventReceipt> receipts) {

        static EventReceipts of(IntFunction<@Nullable String> messageIds, List<EventOutcome> outcomes) {
            List<EventReceipt> receipts = new ArrayList<>(outcomes.size());
            for (int i = 0; i < outcomes.size(); i++) {
                receipts.add(EventReceipt.of(i, messageIds.apply(i), outcomes.get(i)));
            }
            return new EventReceipts(
                    count(outcomes, EventOutcome.Accepted.class),
                    count(outcomes, EventOutcome.Duplicate.class),
                    count(outcomes, EventOutcome.Rejected.class),
                    receipts);
        }

        private static int count(List<EventOutcome> outcomes, Class<? extends EventOutcome> kind) {
            return (int) outcomes.stream().filter(kind::isInstance).count();
        }
    }

    /** The outcome of one event. */
    record EventReceipt(
            int index,
            @Nullable String messageId,

            @Schema(allowableValues = {"accepted", "duplicate", "rejected"})
            String status,

            @Nullable String code,
            @Nullable String detail,
            @Nullable String pointer) {

        static EventReceipt of(int index, @Nullable String id, EventOutcome outcome) {
            return switch (outcome) {
                case EventOutcome.Accepted accepted -> new EventReceipt(index, id, "accepted", null, null, null);
                case EventOutcome.Duplicate duplicate -> new EventReceipt(index, id, "duplicate", null, null, null);
                case EventOutcome.Rejected(var rejection) ->
                    new EventReceipt(
                            index, id, "rejected", rejection.code(), rejection.detail(), pointer(index, rejection));
            };
        }

        /** The pointer to the event itself if the rejection has none, as for a suppressed person. */
        private static String pointer(int index, Rejection rejection) {
            return rejection.pointer().isEmpty() ? "/events/" + index : rejection.pointer();
        }
    }
}

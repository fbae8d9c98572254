package io.portrait.web;

import io.portrait.ingest.EventBatchReader;
import io.portrait.ingest.EventIntake;
import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.EventStatistics;
import io.portrait.ingest.EventStatistics.StatisticsReport;
import io.portrait.ingest.ParsedEvent;
import io.portrait.ingest.format.AdaptedIntake;
import io.portrait.ingest.format.AdaptedIntake.IntakeResult;
import io.portrait.ingest.format.AdaptedMessage;
import io.portrait.ingest.format.CloudEventReader;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.portrait.profile.Profiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
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
            AdaptedIntake adaptedIntake,
            EventStatistics statistics,
            Profiles profiles) {
        this.batchReader = reader;
        this.intake = intake;
        this.cloudEvents = cloudEvents;
        this.adaptedIntake = adaptedIntake;
        this.statistics = statistics;
        this.profiles = profiles;
    }

    @PostMapping(path = "/v1/events", consumes = MediaType.APPLICATION_JSON_VALUE)
    @AllowedRoles({KeyRole.WRITE, KeyRole.INTERNAL})
    @Operation(
            summary = "Send a batch of events",
            description =
                    "An event that is answered `accepted` is on disk. Sending the same batch again is safe: an event"
                            + " is identified by its user and messageId. With `Prefer: wait` the response comes when the"
                            + " profiles show the events. To `write` keys, which anyone can read in a client, a rejection that"
                            + " depends on a person has the code `not-taken`; `internal` keys get the reason, and their"
                            + " `identify` and `alias` may link any ids. CloudEvents 1.0 are accepted in structured mode and in batches.")
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
            @RequestHeader(name = PreferHeader.NAME, required = false) @Nullable String prefer,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller)
            throws InterruptedException {
        List<ParsedEvent> parsedEvents = batchReader.read(body == null ? new byte[0] : body);
        List<EventOutcome> outcomes = intake.accept(parsedEvents, caller);
        EventReceipts receipts = EventReceipts.of(ReceiptDetail.of(caller), SentEvent.ofNative(parsedEvents), outcomes);
        return respond(receipts, outcomes, prefer);
    }

    @PostMapping(path = "/v1/events", consumes = CLOUD_EVENT)
    @AllowedRoles({KeyRole.WRITE, KeyRole.INTERNAL})
    @Operation(hidden = true)
    ResponseEntity<EventReceipts> postCloudEvent(
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = PreferHeader.NAME, required = false) @Nullable String prefer,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller)
            throws InterruptedException {
        return acceptAdapted(cloudEvents.readOne(body == null ? new byte[0] : body), prefer, caller);
    }

    @PostMapping(path = "/v1/events", consumes = CLOUD_EVENT_BATCH)
    @AllowedRoles({KeyRole.WRITE, KeyRole.INTERNAL})
    @Operation(hidden = true)
    ResponseEntity<EventReceipts> postCloudEvents(
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = PreferHeader.NAME, required = false) @Nullable String prefer,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller)
            throws InterruptedException {
        return acceptAdapted(cloudEvents.readBatch(body == null ? new byte[0] : body), prefer, caller);
    }

    /** Takes a CloudEvent in binary mode. The content type of another mode takes precedence over the headers. */
    @PostMapping(path = "/v1/events", headers = CloudEventHeaders.SPECVERSION)
    @AllowedRoles({KeyRole.WRITE, KeyRole.INTERNAL})
    @Operation(hidden = true)
    ResponseEntity<EventReceipts> postBinaryCloudEvent(
            HttpServletRequest request,
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = PreferHeader.NAME, required = false) @Nullable String prefer,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller)
            throws InterruptedException {
        String type = Objects.requireNonNullElse(request.getContentType(), "").toLowerCase(Locale.ROOT);
        if (type.startsWith(CLOUD_EVENT_BATCH)) {
            return postCloudEvents(body, prefer, caller);
        }
        if (type.startsWith(CLOUD_EVENT)) {
            return postCloudEvent(body, prefer, caller);
        }
        Map<String, String> attributes = CloudEventHeaders.attributes(request);
        return acceptAdapted(cloudEvents.readBinary(attributes, body == null ? new byte[0] : body), prefer, caller);
    }

    /** Refuses a body of another media type; without this route the one for the binary mode would make it a 404. */
    @PostMapping("/v1/events")
    @AllowedRoles({KeyRole.WRITE, KeyRole.INTERNAL})
    @Operation(hidden = true)
    ResponseEntity<EventReceipts> refuseMediaType(HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        List<MediaType> supported = Stream.of(MediaType.APPLICATION_JSON_VALUE, CLOUD_EVENT, CLOUD_EVENT_BATCH)
                .map(MediaType::valueOf)
                .toList();
        throw new HttpMediaTypeNotSupportedException(
                null,
                supported,
                HttpMethod.POST,
                "the media type %s is not supported".formatted(request.getContentType()));
    }

    private ResponseEntity<EventReceipts> acceptAdapted(
            List<AdaptedMessage> messages, @Nullable String prefer, Caller caller) throws InterruptedException {
        IntakeResult accepted = adaptedIntake.accept(messages, caller);
        EventReceipts receipts =
                EventReceipts.of(ReceiptDetail.of(caller), SentEvent.ofMessages(messages), accepted.messageOutcomes());
        return respond(receipts, accepted.eventOutcomes(), prefer);
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
}

package io.portrait.web;

import io.portrait.ingest.DeadLetters;
import io.portrait.ingest.DeadLetters.DeadLetter;
import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.format.DeadLetterRetry;
import io.portrait.ingest.format.DeadLetterRetry.RetryResult;
import io.portrait.kernel.KeyRole;
import io.portrait.web.EventsController.EventReceipt;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What could not be taken. */
@RestController
@Tag(name = "Events")
class DeadLettersController {

    private static final int MAX_PAGE = 1_000;

    private final DeadLetters deadLetters;
    private final DeadLetterRetry deadLetterRetry;

    DeadLettersController(DeadLetters deadLetters, DeadLetterRetry resubmission) {
        this.deadLetters = deadLetters;
        this.deadLetterRetry = resubmission;
    }

    @GetMapping("/v1/dead-letters")
    @AllowedRoles(KeyRole.ADMIN)
    @Operation(summary = "Rejected events with their reasons, newest first")
    DeadLettersResponse list(
            @RequestParam(defaultValue = Paging.FIRST_PAGE) long before,
            @RequestParam(defaultValue = "100") int limit) {
        Paging.requireLimit(limit, MAX_PAGE);
        List<DeadLetterResponse> page = deadLetters.newest(before, limit).stream()
                .map(DeadLetterResponse::of)
                .toList();
        return new DeadLettersResponse(
                page, page.size() < limit ? null : page.getLast().id());
    }

    @PostMapping("/v1/dead-letters/{id}/resubmissions")
    @AllowedRoles(KeyRole.ADMIN)
    @Operation(
            summary = "Send a rejected event again",
            description =
                    "As it was, where the reason is gone, or as the `event` of the body says. When it is taken, the dead"
                            + " letter is gone.")
    @ApiResponse(responseCode = "200", description = "Taken now, or before")
    @ApiResponse(responseCode = "404", description = "`dead-letter-not-found`")
    @ApiResponse(responseCode = "422", description = "Rejected again; the receipt says why")
    ResponseEntity<EventReceipt> resubmit(
            @PathVariable long id, @RequestBody(required = false) @Nullable ResubmissionRequest body) {
        DeadLetter deadLetter = deadLetters
                .find(id)
                .orElseThrow(() -> ProblemException.notFound("dead-letter-not-found", "there is no such dead letter"));
        RetryResult result = deadLetterRetry.retry(deadLetter, correctedEvent(body));
        return ResponseEntity.status(
                        result.outcome() instanceof EventOutcome.Rejected
                                ? HttpStatus.UNPROCESSABLE_CONTENT
                                : HttpStatus.OK)
                .body(EventReceipt.of(0, result.message().id(), result.outcome()));
    }

    private static Optional<ObjectNode> correctedEvent(@Nullable ResubmissionRequest body) {
        if (body == null || body.event() == null || body.event().isNull()) {
            return Optional.empty();
        }
        if (body.event() instanceof ObjectNode object) {
            return Optional.of(object);
        }
        throw ProblemException.badRequest("invalid-event", "the event must be a JSON object");
    }

    record ResubmissionRequest(
            @Schema(implementation = Object.class, description = "the event as it should have been, in its dialect")
            @Nullable
            JsonNode event) {}

    record DeadLettersResponse(
            List<DeadLetterResponse> deadLetters, @Nullable Long next) {}

    record DeadLetterResponse(
            long id,
            Instant receivedAt,
            @Nullable String userId,
            @Nullable String messageId,
            String code,
            String detail,
            String pointer,
            String event,

            @Schema(description = "how the event has to be read: `native`, `segment`, `cloudevents`")
            String format) {

        static DeadLetterResponse of(DeadLetter deadLetter) {
            return new DeadLetterResponse(
                    deadLetter.id(),
                    deadLetter.receivedAt(),
                    deadLetter.userId(),
                    deadLetter.messageId(),
                    deadLetter.rejection().code(),
                    deadLetter.rejection().detail(),
                    deadLetter.rejection().pointer(),
                    deadLetter.event(),
                    deadLetter.format().label());
        }
    }
}

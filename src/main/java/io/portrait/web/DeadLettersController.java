package io.portrait.web;

import io.portrait.ingest.DeadLetters;
import io.portrait.ingest.DeadLetters.DeadLetter;
import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.format.DeadLetterRetry;
import io.portrait.ingest.format.DeadLetterRetry.RetryResult;
import io.portrait.kernel.KeyRole;
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

/** The routes of the dead letters: rejected events with their reasons. */
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
    @Bulkhead(RequestClass.BULK_READ)
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
            summary = "Submit a rejected event again",
            description = "Submits the stored event, or the corrected `event` of the body. If it is accepted, the dead"
                    + " letter is deleted.")
    @ApiResponse(responseCode = "200", description = "Accepted now, or a duplicate of an accepted event")
    @ApiResponse(responseCode = "404", description = "`dead-letter-not-found`")
    @ApiResponse(responseCode = "422", description = "Rejected again; the receipt has the reason")
    ResponseEntity<EventReceipt> resubmit(
            @PathVariable long id, @RequestBody(required = false) @Nullable ResubmissionRequest body) {
        DeadLetter deadLetter = deadLetters
                .find(id)
                .orElseThrow(() -> ProblemCode.DEAD_LETTER_NOT_FOUND.problem("there is no such dead letter"));
        RetryResult result = deadLetterRetry.retry(deadLetter, correctedEvent(body));
        return ResponseEntity.status(
                        result.outcome() instanceof EventOutcome.Rejected
                                ? HttpStatus.UNPROCESSABLE_CONTENT
                                : HttpStatus.OK)
                .body(EventReceipt.of(
                        0, SentEvent.ofMessages(List.of(result.message())).getFirst(), result.outcome()));
    }

    private static Optional<ObjectNode> correctedEvent(@Nullable ResubmissionRequest body) {
        if (body == null || body.event() == null || body.event().isNull()) {
            return Optional.empty();
        }
        if (body.event() instanceof ObjectNode object) {
            return Optional.of(object);
        }
        throw ProblemCode.INVALID_EVENT.problem("the event must be a JSON object");
    }

    record ResubmissionRequest(
            @Schema(implementation = Object.class, description = "the corrected event, in its original format")
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

            @Schema(description = "format of the event: `native`, `tracking` or `cloudevents`")
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

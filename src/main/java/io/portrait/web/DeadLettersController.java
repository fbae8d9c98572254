package io.portrait.web;

import io.portrait.access.KeyKind;
import io.portrait.dialect.Resubmission;
import io.portrait.dialect.Resubmission.Resubmitted;
import io.portrait.ingest.DeadLetters;
import io.portrait.ingest.DeadLetters.DeadLetter;
import io.portrait.ingest.Outcome;
import io.portrait.web.EventsController.Receipt;
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
    private final Resubmission resubmission;

    DeadLettersController(DeadLetters deadLetters, Resubmission resubmission) {
        this.deadLetters = deadLetters;
        this.resubmission = resubmission;
    }

    @GetMapping("/v1/dead-letters")
    @Allow(KeyKind.ADMIN)
    @Operation(summary = "Rejected events with their reasons, newest first")
    DeadLettersAnswer list(
            @RequestParam(defaultValue = Pages.FROM_THE_NEWEST) long before,
            @RequestParam(defaultValue = "100") int limit) {
        Pages.requireLimit(limit, MAX_PAGE);
        List<DeadLetterAnswer> page = deadLetters.newest(before, limit).stream()
                .map(DeadLetterAnswer::of)
                .toList();
        return new DeadLettersAnswer(
                page, page.size() < limit ? null : page.getLast().id());
    }

    @PostMapping("/v1/dead-letters/{id}/resubmissions")
    @Allow(KeyKind.ADMIN)
    @Operation(
            summary = "Send a rejected event again",
            description =
                    "As it was, where the reason is gone, or as the `event` of the body says. When it is taken, the dead"
                            + " letter is gone.")
    @ApiResponse(responseCode = "200", description = "Taken now, or before")
    @ApiResponse(responseCode = "404", description = "`dead-letter-not-found`")
    @ApiResponse(responseCode = "422", description = "Rejected again; the receipt says why")
    ResponseEntity<Receipt> resubmit(@PathVariable long id, @RequestBody(required = false) @Nullable Mended body) {
        DeadLetter letter = deadLetters
                .find(id)
                .orElseThrow(() -> ProblemException.notFound("dead-letter-not-found", "there is no such dead letter"));
        Resubmitted done = resubmission.resubmit(letter, mended(body));
        return ResponseEntity.status(
                        done.outcome() instanceof Outcome.Rejected ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .body(Receipt.of(0, done.message().id(), done.outcome()));
    }

    private static Optional<ObjectNode> mended(@Nullable Mended body) {
        if (body == null || body.event() == null || body.event().isNull()) {
            return Optional.empty();
        }
        if (body.event() instanceof ObjectNode object) {
            return Optional.of(object);
        }
        throw ProblemException.badRequest("invalid-event", "the event must be a JSON object");
    }

    record Mended(
            @Schema(implementation = Object.class, description = "the event as it should have been, in its dialect")
            @Nullable
            JsonNode event) {}

    record DeadLettersAnswer(
            List<DeadLetterAnswer> deadLetters, @Nullable Long next) {}

    record DeadLetterAnswer(
            long id,
            Instant receivedAt,
            @Nullable String userId,
            @Nullable String messageId,
            String code,
            String detail,
            String pointer,
            String event,

            @Schema(description = "how the event has to be read: `native`, `segment`, `cloudevents`")
            String dialect) {

        static DeadLetterAnswer of(DeadLetter letter) {
            return new DeadLetterAnswer(
                    letter.id(),
                    letter.receivedAt(),
                    letter.userId(),
                    letter.messageId(),
                    letter.rejection().code(),
                    letter.rejection().detail(),
                    letter.rejection().pointer(),
                    letter.event(),
                    letter.dialect().label());
        }
    }
}

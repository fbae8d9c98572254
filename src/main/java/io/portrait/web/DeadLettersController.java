package io.portrait.web;

import io.portrait.access.KeyKind;
import io.portrait.ingest.DeadLetters;
import io.portrait.ingest.DeadLetters.DeadLetter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What could not be taken. */
@RestController
@Tag(name = "Events")
class DeadLettersController {

    private static final int MAX_PAGE = 1_000;

    private final DeadLetters deadLetters;

    DeadLettersController(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    @GetMapping("/v1/dead-letters")
    @Allow(KeyKind.ADMIN)
    @Operation(summary = "Rejected events with their reasons, newest first")
    DeadLettersAnswer list(
            @RequestParam(defaultValue = "9223372036854775807") long before,
            @RequestParam(defaultValue = "100") int limit) {
        Pages.requireLimit(limit, MAX_PAGE);
        List<DeadLetterAnswer> page = deadLetters.newest(before, limit).stream()
                .map(DeadLetterAnswer::of)
                .toList();
        return new DeadLettersAnswer(
                page, page.size() < limit ? null : page.getLast().id());
    }

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

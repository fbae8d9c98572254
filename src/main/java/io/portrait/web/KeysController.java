package io.portrait.web;

import io.portrait.access.ApiKey;
import io.portrait.access.ApiKeys;
import io.portrait.access.Caller;
import io.portrait.access.KeyKind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The keys of the service. */
@RestController
@Tag(name = "Keys")
class KeysController {

    private static final Duration OVERLAP = Duration.ofDays(1);
    private static final Duration MAX_OVERLAP = Duration.ofDays(90);

    private final ApiKeys keys;

    KeysController(ApiKeys keys) {
        this.keys = keys;
    }

    @PostMapping("/v1/keys")
    @Allow(KeyKind.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a key", description = "The secret is in this answer and nowhere else.")
    NewKeyAnswer create(
            @Valid @RequestBody NewKeyRequest request,
            @Parameter(hidden = true) @RequestAttribute(KeyCheck.CALLER) Caller caller) {
        if (request.kind() == KeyKind.SUBJECT) {
            throw ProblemException.badRequest("bad-request", "people have tokens: POST /v1/subjects/{userId}/tokens");
        }
        String label = Objects.requireNonNullElse(request.label(), "");
        return NewKeyAnswer.of(keys.create(request.kind(), label, request.expiresAt(), caller));
    }

    @PostMapping("/v1/keys/{id}/rotations")
    @Allow(KeyKind.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Make a key that takes another's place",
            description = "Of the same kind, with the same label and end. The old one stays good for `overlap` (ISO"
                    + " 8601, a day by default, 90 days at most), so that its users can change over.")
    RotationAnswer rotate(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable RotationRequest request,
            @Parameter(hidden = true) @RequestAttribute(KeyCheck.CALLER) Caller caller) {
        ApiKeys.Rotated rotated = keys.rotate(id, overlap(request), caller).orElseThrow(() -> notFound(id));
        return new RotationAnswer(
                KeyAnswer.of(rotated.created().key()), rotated.created().secret(), KeyAnswer.of(rotated.old()));
    }

    private static Duration overlap(@Nullable RotationRequest request) {
        Duration overlap = request == null || request.overlap() == null ? OVERLAP : request.overlap();
        if (overlap.isNegative() || overlap.compareTo(MAX_OVERLAP) > 0) {
            throw ProblemException.badRequest(
                    "bad-request", "overlap must be in [PT0S, %s], is %s".formatted(MAX_OVERLAP, overlap));
        }
        return overlap;
    }

    private static ProblemException notFound(String id) {
        return ProblemException.notFound("key-not-found", "there is no key '%s'".formatted(id));
    }

    @GetMapping("/v1/keys")
    @Allow(KeyKind.ADMIN)
    @Operation(summary = "All keys, without their secrets")
    KeysAnswer list() {
        return new KeysAnswer(keys.list().stream().map(KeyAnswer::of).toList());
    }

    @DeleteMapping("/v1/keys/{id}")
    @Allow(KeyKind.ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke a key", description = "Every instance refuses it within 5 seconds.")
    void revoke(@PathVariable String id, @Parameter(hidden = true) @RequestAttribute(KeyCheck.CALLER) Caller caller) {
        if (!keys.revoke(id, caller)) {
            throw notFound(id);
        }
    }

    record NewKeyRequest(
            @NotNull KeyKind kind,
            @Size(max = 128) @Nullable String label,
            @Future @Nullable Instant expiresAt) {}

    record KeysAnswer(List<KeyAnswer> keys) {}

    record NewKeyAnswer(KeyAnswer key, String secret) {

        static NewKeyAnswer of(ApiKeys.Created created) {
            return new NewKeyAnswer(KeyAnswer.of(created.key()), created.secret());
        }
    }

    record RotationRequest(
            @Schema(type = "string", example = "PT24H") @Nullable
            Duration overlap) {}

    record RotationAnswer(KeyAnswer key, String secret, KeyAnswer replaces) {}

    record KeyAnswer(
            String id,
            String kind,
            String label,
            Instant createdAt,
            @Nullable Instant expiresAt) {

        static KeyAnswer of(ApiKey key) {
            return new KeyAnswer(key.id(), key.kind().label(), key.label(), key.createdAt(), key.expiresAt());
        }
    }
}

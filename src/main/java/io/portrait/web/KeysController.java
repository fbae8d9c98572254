package io.portrait.web;

import io.portrait.access.ApiKey;
import io.portrait.access.ApiKeys;
import io.portrait.access.KeyKind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The keys of the service. */
@RestController
@Tag(name = "Keys")
class KeysController {

    private final ApiKeys keys;

    KeysController(ApiKeys keys) {
        this.keys = keys;
    }

    @PostMapping("/v1/keys")
    @Allow(KeyKind.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a key", description = "The secret is in this answer and nowhere else.")
    NewKeyAnswer create(@Valid @RequestBody NewKeyRequest request) {
        ApiKeys.Created created =
                keys.create(request.kind(), Objects.requireNonNullElse(request.label(), ""), request.expiresAt());
        return new NewKeyAnswer(KeyAnswer.of(created.key()), created.secret());
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
    void revoke(@PathVariable String id) {
        if (!keys.revoke(id)) {
            throw ProblemException.notFound("key-not-found", "there is no key '%s'".formatted(id));
        }
    }

    record NewKeyRequest(
            @NotNull KeyKind kind,
            @Size(max = 128) @Nullable String label,
            @Future @Nullable Instant expiresAt) {}

    record KeysAnswer(List<KeyAnswer> keys) {}

    record NewKeyAnswer(KeyAnswer key, String secret) {}

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

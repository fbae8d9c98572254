package io.portrait.web;

import io.portrait.access.auth.ApiKey;
import io.portrait.access.auth.ApiKeys;
import io.portrait.access.auth.IdentitySecrets;
import io.portrait.access.auth.KeyRotation;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

/** The routes that manage keys. */
@RestController
@Tag(name = "Keys")
class KeysController {

    private static final Duration DEFAULT_OVERLAP = Duration.ofDays(1);
    private static final Duration MAX_OVERLAP = Duration.ofDays(90);

    private final ApiKeys keys;
    private final IdentitySecrets identitySecrets;

    KeysController(ApiKeys keys, IdentitySecrets identitySecrets) {
        this.keys = keys;
        this.identitySecrets = identitySecrets;
    }

    @PostMapping("/v1/keys")
    @AllowedRoles(KeyRole.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Create a key", description = "Only this response contains the secret.")
    NewKeyResponse create(
            @Valid @RequestBody NewKeyRequest request,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        if (request.kind() == KeyRole.SUBJECT) {
            throw ProblemCode.BAD_REQUEST.problem("a person gets a token: POST /v1/subjects/{userId}/tokens");
        }
        String label = Objects.requireNonNullElse(request.label(), "");
        return NewKeyResponse.of(keys.create(request.kind(), label, request.expiresAt(), caller));
    }

    @PostMapping("/v1/keys/{id}/rotations")
    @AllowedRoles(KeyRole.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Create a key that replaces another one",
            description =
                    "With the same kind, label and expiry. The old key stays valid for `overlap` (ISO 8601, a day by"
                            + " default, at most 90 days), so that its users can switch. A key is rotated once.")
    @ApiResponse(responseCode = "201", description = "The new key")
    @ApiResponse(responseCode = "404", description = "`key-not-found`")
    @ApiResponse(responseCode = "409", description = "`key-expired`, `key-rotated`")
    KeyRotationResponse rotate(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable KeyRotationRequest request,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        return switch (keys.rotate(id, overlap(request), caller)) {
            case KeyRotation.RotatedKey(ApiKeys.CreatedKey created, ApiKey replaced) ->
                new KeyRotationResponse(KeyResponse.of(created.key()), created.secret(), KeyResponse.of(replaced));
            case KeyRotation.UnknownKey() -> throw keyNotFound(id);
            case KeyRotation.ExpiredKey() ->
                throw ProblemCode.KEY_EXPIRED.problem("the key '%s' has expired: create a new one".formatted(id));
            case KeyRotation.AlreadyRotated(String successorId) ->
                throw ProblemCode.KEY_ROTATED.problem(
                        "the key '%s' was rotated already: rotate its successor '%s'".formatted(id, successorId));
        };
    }

    private static Duration overlap(@Nullable KeyRotationRequest request) {
        Duration overlap = request == null || request.overlap() == null ? DEFAULT_OVERLAP : request.overlap();
        if (overlap.isNegative() || overlap.compareTo(MAX_OVERLAP) > 0) {
            throw ProblemCode.BAD_REQUEST.problem(
                    "overlap must be in [PT0S, %s], is %s".formatted(MAX_OVERLAP, overlap));
        }
        return overlap;
    }

    private static ProblemException keyNotFound(String id) {
        return ProblemCode.KEY_NOT_FOUND.problem("there is no key '%s'".formatted(id));
    }

    @PostMapping("/v1/keys/{id}/identity-secrets")
    @AllowedRoles(KeyRole.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Create the secret that signs the identity tokens of a write key",
            description =
                    "Only this response contains the secret. With an identity token a client proves who its user is. A"
                            + " previous secret stays valid for `overlap` (ISO 8601, a day by default, at most 90 days).")
    @ApiResponse(responseCode = "201", description = "The secret")
    @ApiResponse(responseCode = "404", description = "`key-not-found`: there is no write key with this id")
    IdentitySecretResponse createIdentitySecret(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable KeyRotationRequest request,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        if (!keys.roleOf(id).equals(Optional.of(KeyRole.WRITE))) {
            throw keyNotFound(id);
        }
        IdentitySecrets.CreatedSecret created = identitySecrets.rotate(id, overlap(request), caller);
        return new IdentitySecretResponse(created.keyId(), created.secret(), created.previousExpiresAt());
    }

    @DeleteMapping("/v1/keys/{id}/identity-secrets")
    @AllowedRoles(KeyRole.ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Delete the secrets of a write key",
            description = "Every instance ignores identity tokens of the key within 5 seconds.")
    void deleteIdentitySecrets(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        if (!identitySecrets.delete(id, caller)) {
            throw keyNotFound(id);
        }
    }

    @GetMapping("/v1/keys")
    @AllowedRoles(KeyRole.ADMIN)
    @Operation(summary = "All keys, without their secrets")
    KeysResponse list() {
        return new KeysResponse(keys.list().stream().map(KeyResponse::of).toList());
    }

    @DeleteMapping("/v1/keys/{id}")
    @AllowedRoles(KeyRole.ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Revoke a key",
            description =
                    "Every instance denies it within 5 seconds. `first-admin` is the key in the settings; it stays"
                            + " invalid until the settings have another one.")
    void revoke(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        if (!keys.revoke(id, caller)) {
            throw keyNotFound(id);
        }
    }

    record NewKeyRequest(
            @NotNull KeyRole kind,
            @Size(max = 128) @Nullable String label,
            @Future @Nullable Instant expiresAt) {}

    record KeysResponse(List<KeyResponse> keys) {}

    record NewKeyResponse(KeyResponse key, String secret) {

        static NewKeyResponse of(ApiKeys.CreatedKey created) {
            return new NewKeyResponse(KeyResponse.of(created.key()), created.secret());
        }
    }

    record KeyRotationRequest(
            @Schema(type = "string", example = "PT24H") @Nullable
            Duration overlap) {}

    record IdentitySecretResponse(
            String keyId, String secret, @Nullable Instant previousExpiresAt) {}

    record KeyRotationResponse(KeyResponse key, String secret, KeyResponse replaces) {}

    record KeyResponse(
            String id,
            String kind,
            String label,
            Instant createdAt,
            @Nullable Instant expiresAt) {

        static KeyResponse of(ApiKey key) {
            return new KeyResponse(key.id(), key.role().label(), key.label(), key.createdAt(), key.expiresAt());
        }
    }
}

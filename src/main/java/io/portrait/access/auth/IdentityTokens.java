package io.portrait.access.auth;

import io.portrait.ingest.IdentityAssertions;
import io.portrait.ingest.LinkAuthority;
import io.portrait.kernel.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * The check of identity tokens: JWTs that the owner's server signs with HS256 and a client adds to an event. Claims: {@code
 * sub} is the user id, {@code aud} the id of the write key, {@code exp} the expiry, and optionally {@code previousId} the
 * other id, if the owner states that it belongs to the user too.
 */
@Component
class IdentityTokens implements IdentityAssertions {

    private static final String PREVIOUS_ID = "previousId";

    /** A longer token is not one of ours, and would cost time to parse. */
    private static final int MAX_LENGTH = 4_096;

    private final IdentitySecrets secrets;
    private final Duration maxLifetime;
    private final Clock clock;

    IdentityTokens(IdentitySecrets secrets, AccessProperties properties, Clock clock) {
        this.secrets = secrets;
        this.maxLifetime = properties.maxIdentityTokenTtl();
        this.clock = clock;
    }

    @Override
    public LinkAuthority authorityOf(String token, String keyId, UserId user, Optional<UserId> linkedId) {
        if (token.length() > MAX_LENGTH) {
            return LinkAuthority.CLIENT;
        }
        return secrets.validSecrets(keyId).stream()
                .flatMap(secret -> decode(token, secret, keyId).stream())
                .filter(jwt -> user.value().equals(jwt.getSubject()))
                .findFirst()
                .map(jwt -> authorityOf(jwt, linkedId))
                .orElse(LinkAuthority.CLIENT);
    }

    private static LinkAuthority authorityOf(Jwt jwt, Optional<UserId> linkedId) {
        boolean namesLinkedId = linkedId.isPresent()
                && linkedId.get().value().equals(jwt.getClaims().get(PREVIOUS_ID));
        return namesLinkedId ? LinkAuthority.OWNER : LinkAuthority.ASSERTED;
    }

    private Optional<Jwt> decode(String token, String secret, String keyId) {
        SecretKey key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(key)
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        decoder.setJwtValidator(validator(keyId));
        try {
            return Optional.of(decoder.decode(token));
        } catch (JwtException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private OAuth2TokenValidator<Jwt> validator(String keyId) {
        JwtTimestampValidator timestamps = new JwtTimestampValidator(Duration.ZERO);
        timestamps.setClock(clock);
        timestamps.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(List.of(timestamps, jwt -> checkClaims(jwt, keyId)));
    }

    private OAuth2TokenValidatorResult checkClaims(Jwt jwt, String keyId) {
        Instant latestExpiry = clock.instant().plus(maxLifetime);
        boolean valid = jwt.getAudience() != null
                && jwt.getAudience().contains(keyId)
                && jwt.getExpiresAt() != null
                && !jwt.getExpiresAt().isAfter(latestExpiry);
        return valid
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error("invalid_token", "aud must be the key, exp at most " + maxLifetime, null));
    }
}

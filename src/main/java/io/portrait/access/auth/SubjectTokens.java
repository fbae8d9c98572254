package io.portrait.access.auth;

import io.portrait.ingest.IdentityGraph;
import io.portrait.ingest.KnownIds;
import io.portrait.ingest.SuppressionList;
import io.portrait.ingest.SuppressionReason;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyDerivation;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The short-lived tokens of persons: JWTs signed with HS256 for one subject. They are not stored. A token contains the
 * incarnation of the subject, so it becomes invalid when the person is erased and registers again.
 */
@Component
public class SubjectTokens {

    private static final String ISSUER = "portrait";
    private static final String INCARNATION_CLAIM = "inc";

    /** The name of the key in the header of a token. The default is a digest of the secret key, which nobody should have. */
    private static final String KEY_ID = "subject-token";

    /** A token with its expiry. */
    public record IssuedToken(String token, Instant expiresAt) {}

    private final JwtEncoder encoder;
    private final NimbusJwtDecoder decoder;
    private final SuppressionList suppressionList;
    private final IdentityGraph identityGraph;
    private final KnownIds knownIds;
    private final TransactionTemplate transactions;
    private final Duration timeToLive;
    private final Clock clock;

    SubjectTokens(
            KeyDerivation secrets,
            SuppressionList suppressionList,
            IdentityGraph identityGraph,
            KnownIds knownIds,
            AccessProperties properties,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        this.identityGraph = identityGraph;
        this.knownIds = knownIds;
        this.transactions = new TransactionTemplate(transactionManager);
        SecretKey key = new SecretKeySpec(secrets.derive("subject-token"), "HmacSHA256");
        this.encoder = NimbusJwtEncoder.withSecretKey(key)
                .jwkPostProcessor(jwk -> jwk.keyID(KEY_ID))
                .build();
        this.decoder = NimbusJwtDecoder.withSecretKey(key)
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        this.suppressionList = suppressionList;
        this.timeToLive = properties.subjectTokenTtl();
        this.clock = clock;
        JwtTimestampValidator timestampValidator = new JwtTimestampValidator(Duration.ZERO);
        timestampValidator.setClock(clock);
        timestampValidator.setAllowEmptyExpiryClaim(false);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                List.of(timestampValidator, new JwtClaimValidator<String>("iss", ISSUER::equals))));
    }

    /**
     * Issues a token. The calling service must have authenticated the person. From then on no client can link the id to
     * another person.
     *
     * @return empty if a client has linked the id to a person and the owner has not confirmed it: the token would give access
     *     to the data of that person to everyone who has the id
     */
    public Optional<IssuedToken> issue(UserId user) {
        boolean allowed = Boolean.TRUE.equals(transactions.execute(status -> markKnown(user)));
        return allowed ? Optional.of(newToken(user)) : Optional.empty();
    }

    private boolean markKnown(UserId user) {
        suppressionList.lock();
        if (identityGraph.isLinkedByClient(user)) {
            return false;
        }
        // an erased id is known by its hash and must not be stored again
        if (!suppressionList.reasons(user).contains(SuppressionReason.ERASED)) {
            knownIds.markKnown(List.of(user));
        }
        return true;
    }

    private IssuedToken newToken(UserId user) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(timeToLive);
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(ISSUER)
                .subject(user.value())
                .issuedAt(now)
                .expiresAt(expiresAt)
                .claim(INCARNATION_CLAIM, suppressionList.incarnation(user))
                .build();
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
        return new IssuedToken(
                encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue(), expiresAt);
    }

    /**
     * The caller with a token; empty if it is not signed by this service, has expired, or belongs to an earlier
     * incarnation.
     */
    Optional<Caller> authenticate(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            UserId user = new UserId(Objects.requireNonNullElse(jwt.getSubject(), ""));
            Object incarnation = jwt.getClaim(INCARNATION_CLAIM);
            return incarnation instanceof Long number && number == suppressionList.incarnation(user)
                    ? Optional.of(Caller.ofSubject(user))
                    : Optional.empty();
        } catch (JwtException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

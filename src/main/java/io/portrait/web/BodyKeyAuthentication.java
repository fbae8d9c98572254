package io.portrait.web;

import io.portrait.access.auth.CredentialAuthenticator;
import io.portrait.access.auth.RateLimits;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks of a key that came in a body what the chain of {@link SecurityConfiguration} asks of one in the head. */
@Component
class BodyKeyAuthentication {

    private final CredentialAuthenticator credentials;
    private final RateLimits rateLimits;

    BodyKeyAuthentication(CredentialAuthenticator credentials, RateLimits rateLimits) {
        this.credentials = credentials;
        this.rateLimits = rateLimits;
    }

    /** Refuses a request whose key is none, or none of these kinds, or comes too often. */
    void requireKey(List<KeyRole> allowedRoles, Optional<String> key) {
        Caller caller =
                key.flatMap(credentials::authenticate).orElseThrow(() -> new AccessDenial.InvalidKey().problem());
        if (!allowedRoles.contains(caller.role())) {
            throw new AccessDenial.WrongKeyRole(caller.role(), allowedRoles).problem();
        }
        rateLimits.consume(caller).filter(usage -> !usage.allowed()).ifPresent(usage -> {
            throw RateLimitFilter.rateLimited(usage);
        });
    }
}

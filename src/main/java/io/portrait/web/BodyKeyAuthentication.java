package io.portrait.web;

import io.portrait.access.auth.RateLimits;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The authentication of keys that are sent in a request body. It makes the same checks as the filters of {@link
 * SecurityConfiguration} make for keys in a header.
 */
@Component
class BodyKeyAuthentication {

    private final RequestAuthentication authentication;
    private final RateLimits rateLimits;

    BodyKeyAuthentication(RequestAuthentication authentication, RateLimits rateLimits) {
        this.authentication = authentication;
        this.rateLimits = rateLimits;
    }

    /**
     * Checks a key.
     *
     * @return the caller with the key
     * @throws ProblemException if the key is missing or invalid, has another role, or has exceeded its rate, or its address is
     *     throttled
     */
    Caller requireKey(List<KeyRole> allowedRoles, Optional<String> key, HttpServletRequest request) {
        Caller caller = key.flatMap(credential -> authentication.authenticate(credential, request))
                .orElseThrow(() -> new AccessDenial.InvalidKey().problem());
        if (!allowedRoles.contains(caller.role())) {
            throw new AccessDenial.WrongKeyRole(caller.role(), allowedRoles).problem();
        }
        rateLimits.consume(caller).filter(usage -> !usage.allowed()).ifPresent(usage -> {
            throw RateLimitFilter.rateLimited(usage);
        });
        return caller;
    }
}

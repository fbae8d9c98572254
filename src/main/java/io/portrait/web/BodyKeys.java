package io.portrait.web;

import io.portrait.access.Caller;
import io.portrait.access.Credentials;
import io.portrait.access.KeyKind;
import io.portrait.access.RateLimits;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks of a key that came in a body what the chain of {@link SecurityConfiguration} asks of one in the head. */
@Component
class BodyKeys {

    private final Credentials credentials;
    private final RateLimits limits;

    BodyKeys(Credentials credentials, RateLimits limits) {
        this.credentials = credentials;
        this.limits = limits;
    }

    /** Refuses a request whose key is none, or none of these kinds, or comes too often. */
    void require(List<KeyKind> kinds, Optional<String> key) {
        Caller caller = key.flatMap(credentials::authenticate).orElseThrow(() -> new Refused.NoKey().problem());
        if (!kinds.contains(caller.kind())) {
            throw new Refused.WrongKind(caller.kind(), kinds).problem();
        }
        limits.count(caller).filter(used -> !used.allowed()).ifPresent(used -> {
            throw RateLimitFilter.tooMany(used);
        });
    }
}

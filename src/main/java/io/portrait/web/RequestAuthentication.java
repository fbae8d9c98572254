package io.portrait.web;

import io.portrait.access.auth.CredentialAuthenticator;
import io.portrait.access.auth.DevelopmentMode;
import io.portrait.access.auth.FailedAuthentications;
import io.portrait.kernel.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The authentication of the credential of a request. Failures are counted by address. An address with too many of them gets 429
 * for keys that would have to be looked up, so that guessing costs no queries; keys that were valid recently still work.
 */
@Component
class RequestAuthentication {

    private static final int RETRY_SECONDS = 60;

    private final CredentialAuthenticator credentials;
    private final FailedAuthentications failures;
    private final ClientAddresses addresses;
    private final DevelopmentMode developmentMode;

    RequestAuthentication(
            CredentialAuthenticator credentials,
            FailedAuthentications failures,
            ClientAddresses addresses,
            DevelopmentMode developmentMode) {
        this.credentials = credentials;
        this.failures = failures;
        this.addresses = addresses;
        this.developmentMode = developmentMode;
    }

    /**
     * The caller with a credential; empty if the credential is not valid.
     *
     * @throws ProblemException if the address is throttled, or a page of another site uses a development key that the world knows
     */
    Optional<Caller> authenticate(String credential, HttpServletRequest request) {
        if (developmentMode.isDocumented(credential)) {
            RequestOrigins.requireSameSite(request);
        }
        String address = addresses.of(request);
        boolean throttled = failures.isThrottled(address);
        if (throttled && credentials.needsQuery(credential)) {
            failures.record(address);
            throw throttled();
        }
        Optional<Caller> caller = credentials.authenticate(credential);
        if (caller.isEmpty()) {
            failures.record(address);
            if (throttled) {
                throw throttled();
            }
        }
        return caller;
    }

    /** A check whether a credential is still that of a caller, for requests that last long. */
    boolean isStillValid(String credential, Caller caller) {
        return credentials.authenticate(credential).equals(Optional.of(caller));
    }

    private static ProblemException throttled() {
        return ProblemCode.TOO_MANY_FAILURES
                .problem("this address has sent too many invalid keys: try again later")
                .retryAfter(RETRY_SECONDS);
    }
}

package io.portrait.access.auth;

import io.portrait.kernel.Caller;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The authenticator of credentials: API keys and subject tokens. */
@Component
public class CredentialAuthenticator {

    private final ApiKeys keys;
    private final SubjectTokens tokens;

    CredentialAuthenticator(ApiKeys keys, SubjectTokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /** The caller with a credential; empty if the credential is not valid. */
    public Optional<Caller> authenticate(String credential) {
        return isToken(credential) ? tokens.authenticate(credential) : keys.authenticate(credential);
    }

    /** A check whether a credential may need a query of the database although it was not valid recently. */
    public boolean needsQuery(String credential) {
        return !isToken(credential) && keys.needsQuery(credential);
    }

    /** A check whether the credential has the form of a JWT: three parts, the first one a JSON object in Base64. */
    private static boolean isToken(String credential) {
        return credential.startsWith("eyJ")
                && credential.chars().filter(c -> c == '.').count() == 2;
    }
}

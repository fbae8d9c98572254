package io.portrait.access.auth;

import io.portrait.kernel.Caller;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a request shows to say who makes it: a key, or a person's token. */
@Component
public class CredentialAuthenticator {

    private final ApiKeys keys;
    private final SubjectTokens tokens;

    CredentialAuthenticator(ApiKeys keys, SubjectTokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /** Who shows it; empty if it is no valid one. */
    public Optional<Caller> authenticate(String credential) {
        return isToken(credential) ? tokens.authenticate(credential) : keys.authenticate(credential);
    }

    /** A JWT has three parts and begins with a JSON object in Base64. */
    private static boolean isToken(String credential) {
        return credential.startsWith("eyJ")
                && credential.chars().filter(c -> c == '.').count() == 2;
    }
}

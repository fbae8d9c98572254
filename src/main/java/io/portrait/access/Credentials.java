package io.portrait.access;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a request shows to say who makes it: a key, or a person's token. */
@Component
public class Credentials {

    private final ApiKeys keys;
    private final SubjectTokens tokens;

    Credentials(ApiKeys keys, SubjectTokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /** Who shows it; empty if it is no valid one. */
    public Optional<Caller> authenticate(String shown) {
        return isToken(shown) ? tokens.authenticate(shown) : keys.authenticate(shown);
    }

    /** A JWT has three parts and begins with a JSON object in Base64. */
    private static boolean isToken(String shown) {
        return shown.startsWith("eyJ") && shown.chars().filter(c -> c == '.').count() == 2;
    }
}

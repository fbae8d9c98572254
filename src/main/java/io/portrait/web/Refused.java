package io.portrait.web;

import io.portrait.access.KeyKind;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationResult;

/** Why a caller may not take a route. */
sealed interface Refused extends AuthorizationResult {

    @Override
    default boolean isGranted() {
        return false;
    }

    /** What the caller is told. */
    ProblemException problem();

    /** There is no key, or none that is good. */
    record NoKey() implements Refused {

        @Override
        public ProblemException problem() {
            ProblemException problem = new ProblemException(
                    HttpStatus.UNAUTHORIZED,
                    "key-required",
                    "send a valid key as `Authorization: Bearer <key>`, or as the user name of Basic authentication");
            problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"portrait\"");
            return problem;
        }
    }

    /** The route takes other kinds of keys. */
    record WrongKind(KeyKind kind, List<KeyKind> takes) implements Refused {

        @Override
        public ProblemException problem() {
            return new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "wrong-key-kind",
                    "a key of kind %s may not do this%s".formatted(kind.label(), kinds()));
        }

        private String kinds() {
            return takes.isEmpty()
                    ? ""
                    : "; it takes one of " + takes.stream().map(KeyKind::label).toList();
        }
    }

    /** A person asks for somebody else; they are told what they would be told if there were nobody. */
    record SomebodyElse() implements Refused {

        @Override
        public ProblemException problem() {
            return ProblemException.noSuchProfile();
        }
    }
}

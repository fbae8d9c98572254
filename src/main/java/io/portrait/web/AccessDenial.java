package io.portrait.web;

import io.portrait.kernel.KeyRole;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationResult;

/** Why a caller may not take a route. */
sealed interface AccessDenial extends AuthorizationResult {

    @Override
    default boolean isGranted() {
        return false;
    }

    /** What the caller is told. */
    ProblemException problem();

    /** There is no key, or none that is good. */
    record InvalidKey() implements AccessDenial {

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
    record WrongKeyRole(KeyRole role, List<KeyRole> allowedRoles) implements AccessDenial {

        @Override
        public ProblemException problem() {
            return new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "wrong-key-kind",
                    "a key of kind %s may not do this%s".formatted(role.label(), allowedRolesText()));
        }

        private String allowedRolesText() {
            return allowedRoles.isEmpty()
                    ? ""
                    : "; it takes one of "
                            + allowedRoles.stream().map(KeyRole::label).toList();
        }
    }

    /** A person asks for somebody else; they are told what they would be told if there were nobody. */
    record OtherSubject() implements AccessDenial {

        @Override
        public ProblemException problem() {
            return ProblemException.profileNotFound();
        }
    }
}

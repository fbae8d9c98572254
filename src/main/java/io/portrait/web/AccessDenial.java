package io.portrait.web;

import io.portrait.kernel.KeyRole;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationResult;

/** The denial of a request to a route, with its reason. */
sealed interface AccessDenial extends AuthorizationResult {

    @Override
    default boolean isGranted() {
        return false;
    }

    /** The response to the caller. */
    ProblemException problem();

    /** The request has no key, or an invalid one. */
    record InvalidKey() implements AccessDenial {

        @Override
        public ProblemException problem() {
            ProblemException problem = ProblemCode.KEY_REQUIRED.problem(
                    "send a valid key as `Authorization: Bearer <key>`, or as the user name of Basic authentication");
            problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"portrait\"");
            return problem;
        }
    }

    /** The route accepts keys of other roles. */
    record WrongKeyRole(KeyRole role, List<KeyRole> allowedRoles) implements AccessDenial {

        @Override
        public ProblemException problem() {
            return ProblemCode.WRONG_KEY_KIND.problem(
                    "a key of kind %s may not do this%s".formatted(role.label(), allowedRolesText()));
        }

        private String allowedRolesText() {
            return allowedRoles.isEmpty()
                    ? ""
                    : "; allowed are "
                            + allowedRoles.stream().map(KeyRole::label).toList();
        }
    }

    /** A person requests the data of another person. The response is that for an unknown person. */
    record OtherSubject() implements AccessDenial {

        @Override
        public ProblemException problem() {
            return ProblemException.profileNotFound();
        }
    }
}

package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The authorization of requests whose route cannot be resolved. */
class RouteAuthorizationTest {

    /** A mapping that fails for every request. */
    private static final class BrokenMapping extends RequestMappingHandlerMapping {

        @Override
        protected @Nullable HandlerMethod getHandlerInternal(HttpServletRequest request) {
            throw new IllegalStateException("a fault in the mapping");
        }
    }

    private final RouteAuthorization authorization =
            new RouteAuthorization(new RouteResolver(new BrokenMapping()), (tokenId, id) -> false);

    private AuthorizationResult authorize(@Nullable Authentication authentication) {
        return Objects.requireNonNull(authorization.authorize(
                () -> authentication, new RequestAuthorizationContext(new MockHttpServletRequest("GET", "/v1/keys"))));
    }

    @Test
    void aRequestWhoseRouteCannotBeResolvedIsDenied() {
        assertThat(authorize(null)).isInstanceOf(AccessDenial.InvalidKey.class);
        assertThat(authorize(new KeyAuthentication(Caller.SERVICE))).isInstanceOf(AccessDenial.WrongKeyRole.class);
    }
}

package io.portrait.web;

import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.UserId;
import io.portrait.web.RouteResolver.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * The authorization of API requests: {@link AllowedRoles} of the route must contain the caller's role, and a person may read
 * only their own data, under each of their ids. The actuator is open for health; all else, such as metrics, is for the
 * owner's keys.
 */
final class RouteAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

    private static final AuthorizationResult GRANTED = new AuthorizationDecision(true);

    private static final Route ACTUATOR = Route.of("actuator", List.of(KeyRole.INTERNAL, KeyRole.ADMIN));

    private final RouteResolver routes;
    private final BiPredicate<UserId, UserId> tokenAccess;

    /**
     * An authorization.
     *
     * @param tokenAccess whether the token of the first id opens the data under the second, another id
     */
    RouteAuthorization(RouteResolver routes, BiPredicate<UserId, UserId> tokenAccess) {
        this.routes = routes;
        this.tokenAccess = tokenAccess;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        return routeOf(context.getRequest())
                .map(route -> authorize(authentication.get(), route))
                .orElse(GRANTED);
    }

    private Optional<Route> routeOf(HttpServletRequest request) {
        if (ActuatorPaths.contains(request)) {
            return ActuatorPaths.isHealth(request) ? Optional.empty() : Optional.of(ACTUATOR);
        }
        return routes.resolve(request);
    }

    private AuthorizationResult authorize(@Nullable Authentication authentication, Route route) {
        if (!(authentication instanceof KeyAuthentication key)) {
            return route.keyInBody() ? GRANTED : new AccessDenial.InvalidKey();
        }
        Caller caller = key.getPrincipal();
        List<KeyRole> allowedRoles = route.roles();
        if (!allowedRoles.contains(caller.role())) {
            return new AccessDenial.WrongKeyRole(caller.role(), allowedRoles);
        }
        return isOwn(caller, route) ? GRANTED : new AccessDenial.OtherSubject();
    }

    private boolean isOwn(Caller caller, Route route) {
        @Nullable UserId subject = caller.subject();
        @Nullable String userId = route.userId();
        return subject == null
                || userId == null
                || userId.equals(subject.value())
                || UserId.parse(userId)
                        .filter(user -> tokenAccess.test(subject, user))
                        .isPresent();
    }
}

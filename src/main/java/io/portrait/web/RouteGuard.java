package io.portrait.web;

import io.portrait.access.Caller;
import io.portrait.access.KeyKind;
import io.portrait.web.Routes.Route;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Lets a caller take a route of ours if {@link Allow} names their kind, and a person only what is theirs. */
final class RouteGuard implements AuthorizationManager<RequestAuthorizationContext> {

    private static final AuthorizationResult GRANTED = new AuthorizationDecision(true);

    private final Routes routes;

    RouteGuard(Routes routes) {
        this.routes = routes;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        return routes.of(context.getRequest())
                .map(route -> authorize(authentication.get(), route))
                .orElse(GRANTED);
    }

    private static AuthorizationResult authorize(@Nullable Authentication authentication, Route route) {
        if (!(authentication instanceof KeyAuthentication known)) {
            return new Refused.NoKey();
        }
        Caller caller = known.getPrincipal();
        List<KeyKind> takes = route.kinds();
        if (!takes.contains(caller.kind())) {
            return new Refused.WrongKind(caller.kind(), takes);
        }
        return isTheirs(caller, route) ? GRANTED : new Refused.SomebodyElse();
    }

    private static boolean isTheirs(Caller caller, Route route) {
        return caller.subject() == null
                || route.userId() == null
                || route.userId().equals(caller.subject().value());
    }
}

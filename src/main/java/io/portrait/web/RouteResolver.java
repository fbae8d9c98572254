package io.portrait.web;

import io.portrait.kernel.KeyRole;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * The resolver of the API route of a request. It uses the mapping that dispatches the request, so that there is no second
 * table of paths.
 */
@Component
class RouteResolver {

    private static final String ROUTE_ATTRIBUTE = RouteResolver.class.getName();
    private static final String USER_VARIABLE = "userId";

    private final RequestMappingHandlerMapping mapping;

    RouteResolver(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * An API route.
     *
     * @param pattern method and path, as declared
     * @param keyInBody whether the key may be in the body, so that only the route itself can check it
     * @param userId the user id in the path, as sent
     */
    record Route(
            String pattern,
            @Nullable AllowedRoles allowedRoles,
            boolean keyInBody,
            @Nullable String userId) {

        /** The roles that the route accepts. */
        List<KeyRole> roles() {
            return allowedRoles == null ? List.of() : List.of(allowedRoles.value());
        }
    }

    /** The route of a request; empty for pages, API description, health, and requests that end in 404, 405 or 415. */
    Optional<Route> resolve(HttpServletRequest request) {
        if (request.getAttribute(ROUTE_ATTRIBUTE) instanceof Optional<?> cached) {
            return cached.map(Route.class::cast);
        }
        Optional<Route> route = find(request);
        request.setAttribute(ROUTE_ATTRIBUTE, route);
        return route;
    }

    private Optional<Route> find(HttpServletRequest request) {
        return handler(request).filter(RouteResolver::isApiRoute).map(method -> route(request, method));
    }

    /** The handler method. The mapping throws for a known path with another method or media type; then there is none. */
    private Optional<HandlerMethod> handler(HttpServletRequest request) {
        try {
            if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
                ServletRequestPathUtils.parseAndCache(request);
            }
            @Nullable HandlerExecutionChain chain = mapping.getHandler(request);
            return chain != null && chain.getHandler() instanceof HandlerMethod method
                    ? Optional.of(method)
                    : Optional.empty();
        } catch (Exception e) {
            return Optional.empty();
        }
    }

    private static boolean isApiRoute(HandlerMethod method) {
        return method.getBeanType().getPackage().equals(RouteResolver.class.getPackage());
    }

    private static Route route(HttpServletRequest request, HandlerMethod method) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        @Nullable Object user = variables instanceof Map<?, ?> map ? map.get(USER_VARIABLE) : null;
        return new Route(
                request.getMethod() + " " + pattern,
                method.getMethodAnnotation(AllowedRoles.class),
                method.hasMethodAnnotation(KeyInBody.class),
                user == null ? null : user.toString());
    }
}

package io.portrait.web;

import io.portrait.kernel.KeyRole;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(RouteResolver.class);
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
     * @param roles the roles that the route accepts
     * @param audited whether every request is audited
     * @param userId the user id in the path, as sent
     */
    record Route(
            String pattern,
            List<KeyRole> roles,
            boolean keyInBody,
            boolean audited,
            @Nullable String userId) {

        /** A route without a person. */
        static Route of(String pattern, List<KeyRole> roles) {
            return new Route(pattern, roles, false, false, null);
        }
    }

    /** The route of a request that cannot be resolved: no role may use it. */
    private static final Route UNRESOLVED = Route.of("unresolved", List.of());

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
        try {
            return handler(request).filter(RouteResolver::isApiRoute).map(method -> route(request, method));
        } catch (Exception e) {
            log.error("The route of a request cannot be resolved, so it is denied", e);
            return Optional.of(UNRESOLVED);
        }
    }

    /**
     * The handler method. The mapping throws a {@link ServletException} for a known path with another method, media type or
     * parameter; then there is none.
     */
    private Optional<HandlerMethod> handler(HttpServletRequest request) throws Exception {
        try {
            if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
                ServletRequestPathUtils.parseAndCache(request);
            }
            @Nullable HandlerExecutionChain chain = mapping.getHandler(request);
            return chain != null && chain.getHandler() instanceof HandlerMethod method
                    ? Optional.of(method)
                    : Optional.empty();
        } catch (ServletException e) {
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
                rolesOf(method),
                method.hasMethodAnnotation(KeyInBody.class),
                method.hasMethodAnnotation(Audited.class),
                user == null ? null : user.toString());
    }

    private static List<KeyRole> rolesOf(HandlerMethod method) {
        @Nullable AllowedRoles allowed = method.getMethodAnnotation(AllowedRoles.class);
        return allowed == null ? List.of() : List.of(allowed.value());
    }
}

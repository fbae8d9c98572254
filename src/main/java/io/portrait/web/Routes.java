package io.portrait.web;

import io.portrait.access.KeyKind;
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
 * Which of our routes a request is for. Asked of the very mapping that will dispatch it, so that no second table of paths
 * can differ from the first.
 */
@Component
class Routes {

    private static final String KNOWN = Routes.class.getName();
    private static final String USER = "userId";

    private final RequestMappingHandlerMapping mapping;

    Routes(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * A route of ours.
     *
     * @param pattern method and path, as declared
     * @param userId the person that the path names, as sent
     */
    record Route(
            String pattern, @Nullable Allow allow, @Nullable String userId) {

        /** The kinds that it takes. */
        List<KeyKind> kinds() {
            return allow == null ? List.of() : List.of(allow.value());
        }
    }

    /** The route of a request; empty for pages, the description, health, and what will be answered 404, 405 or 415. */
    Optional<Route> of(HttpServletRequest request) {
        if (request.getAttribute(KNOWN) instanceof Optional<?> known) {
            return known.map(Route.class::cast);
        }
        Optional<Route> found = find(request);
        request.setAttribute(KNOWN, found);
        return found;
    }

    private Optional<Route> find(HttpServletRequest request) {
        return handler(request).filter(Routes::isOurs).map(method -> route(request, method));
    }

    /** The mapping throws where a path is known but not with this method or type; then no route will be taken. */
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

    private static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getPackage().equals(Routes.class.getPackage());
    }

    private static Route route(HttpServletRequest request, HandlerMethod method) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        @Nullable Object user = variables instanceof Map<?, ?> map ? map.get(USER) : null;
        return new Route(
                request.getMethod() + " " + pattern,
                method.getMethodAnnotation(Allow.class),
                user == null ? null : user.toString());
    }
}

package io.portrait.web;

import io.portrait.ingest.PlaceholderIds;
import io.portrait.kernel.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** The check that the id of a person in a request is not a placeholder: by itself for routes, by a call for ids in bodies. */
@Component
class PersonIdCheck implements HandlerInterceptor {

    private static final String USER_VARIABLE = "userId";

    private final PlaceholderIds placeholders;

    PersonIdCheck(PlaceholderIds placeholders) {
        this.placeholders = placeholders;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && !method.hasMethodAnnotation(PlaceholderAllowed.class)
                && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                && variables.get(USER_VARIABLE) instanceof String id) {
            requireNoPlaceholder(id);
        }
        return true;
    }

    /** A new id in a body. */
    UserId require(@Nullable String id) {
        return requireNoPlaceholder(IdParameters.newUser(id == null ? "" : id));
    }

    UserId requireNoPlaceholder(UserId user) {
        requireNoPlaceholder(user.value());
        return user;
    }

    private void requireNoPlaceholder(String id) {
        if (placeholders.contains(id)) {
            throw ProblemCode.PLACEHOLDER_ID.problem(
                    "'%s' is a placeholder for a missing id, not a person".formatted(id));
        }
    }
}

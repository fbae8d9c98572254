package io.portrait.web;

import io.portrait.kernel.NearestName;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The check that the query of a request has only parameters that its route knows, and each of them once. A misspelt parameter
 * would be ignored, and its sender would take the answer to another question for the answer to the sent one. The routes of the
 * tracking API ignore their queries, because SDKs add parameters of their own.
 */
@Component
class QueryParameterCheck implements HandlerInterceptor {

    private static final String PACKAGE = QueryParameterCheck.class.getPackageName();
    private static final Set<Class<?>> IGNORED = Set.of(TrackingApiController.class, TrackingSettingsController.class);

    private final Map<HandlerMethod, RouteParameters> routes = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() != null
                && handler instanceof HandlerMethod method
                && method.getBeanType().getPackageName().equals(PACKAGE)
                && !IGNORED.contains(method.getBeanType())) {
            RouteParameters known = routes.computeIfAbsent(method, QueryParameterCheck::parametersOf);
            String path = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
            request.getParameterMap().forEach((name, values) -> known.require(name, values.length, path));
        }
        return true;
    }

    private static RouteParameters parametersOf(HandlerMethod method) {
        RouteParameters parameters = new RouteParameters(new TreeMap<>(), new TreeSet<>());
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
            PathVariable id = parameter.getParameterAnnotation(PathVariable.class);
            if (query != null) {
                boolean isList = Collection.class.isAssignableFrom(parameter.getParameterType());
                parameters.inQuery().put(nameOf(query.name(), parameter), isList);
            } else if (id != null) {
                parameters.ids().add(nameOf(id.name(), parameter));
            }
        }
        Parameter documented = method.getMethodAnnotation(Parameter.class);
        if (documented != null && documented.in() == ParameterIn.QUERY) {
            parameters.inQuery().put(documented.name(), true);
        }
        return parameters;
    }

    private static String nameOf(String annotated, MethodParameter parameter) {
        return annotated.isEmpty() ? String.valueOf(parameter.getParameter().getName()) : annotated;
    }

    /**
     * The parameters of a route.
     *
     * @param inQuery whether a parameter of the query may be there several times, by its name
     * @param ids the ids, which are in the path or in the query
     */
    private record RouteParameters(Map<String, Boolean> inQuery, Set<String> ids) {

        void require(String name, int values, String path) {
            boolean isId = ids.contains(name) && !path.contains("{" + name + "}");
            if (!isId && !inQuery.containsKey(name)) {
                throw ProblemCode.UNKNOWN_PARAMETER.problem(
                        NearestName.unknown("parameter", name, List.copyOf(inQuery.keySet())));
            }
            if (values > 1 && !isId && !inQuery.getOrDefault(name, false)) {
                throw ProblemCode.UNKNOWN_PARAMETER.problem("the parameter '%s' is there twice".formatted(name));
            }
        }
    }
}

package io.portrait.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.condition.NameValueExpression;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The handler mapping that also serves each route with ids in its path with these ids as query parameters: {@code GET
 * /v1/profiles/{userId}/events} also as {@code GET /v1/profiles/events?userId=…}. Not every id can be in a path: clients and
 * proxies remove {@code .} and {@code ..} and change {@code /} and {@code \}.
 *
 * <p>The controller method, its roles, the authorization, and the audit log are the same, because the id is put where the path
 * variable would be.
 */
final class QueryIdHandlerMapping extends RequestMappingHandlerMapping {

    /** The path variables with ids that clients choose. */
    private static final Set<String> CLIENT_IDS = Set.of("userId", "anonymousId", "itemId", "id");

    /** Paths whose {@code id} the service chooses. */
    private static final Pattern SERVICE_IDS = Pattern.compile("/v1/(keys|dead-letters)/.*");

    /** The list of items by {@code id}, which is the query form of {@code GET /v1/items/{id}}. */
    private static final String ITEMS = "/v1/items";

    @Override
    protected void registerHandlerMethod(Object handler, Method method, RequestMappingInfo mapping) {
        super.registerHandlerMethod(handler, method, mapping);
        for (String path : mapping.getPatternValues()) {
            queryForms(path).forEach((form, parameters) -> {
                if (!isListOfItems(form, mapping)) {
                    super.registerHandlerMethod(
                            handler,
                            method,
                            mapping.mutate()
                                    .paths(form)
                                    .params(parameters.toArray(String[]::new))
                                    .build());
                }
            });
        }
    }

    private static boolean isListOfItems(String form, RequestMappingInfo mapping) {
        return form.equals(ITEMS) && mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET);
    }

    /** The paths without one or more of the ids, each with the parameters that replace them. */
    static Map<String, List<String>> queryForms(String path) {
        Map<String, List<String>> forms = new LinkedHashMap<>();
        forms.put(path, List.of());
        for (String name : clientIds(path)) {
            Map<String, List<String>> shorter = new LinkedHashMap<>();
            forms.forEach(
                    (form, parameters) -> shorter.put(form.replace("/{" + name + "}", ""), plus(parameters, name)));
            forms.putAll(shorter);
        }
        forms.remove(path);
        return forms;
    }

    private static List<String> clientIds(String path) {
        return SERVICE_IDS.matcher(path).matches()
                ? List.of()
                : CLIENT_IDS.stream()
                        .filter(name -> path.contains("/{" + name + "}"))
                        .sorted()
                        .toList();
    }

    private static List<String> plus(List<String> names, String name) {
        List<String> all = new ArrayList<>(names);
        all.add(name);
        return List.copyOf(all);
    }

    /** Puts the ids of the query where the ids of a path are. */
    @Override
    protected void handleMatch(RequestMappingInfo info, String lookupPath, HttpServletRequest request) {
        super.handleMatch(info, lookupPath, request);
        List<String> parameters = info.getParamsCondition().getExpressions().stream()
                .map(NameValueExpression::getName)
                .filter(CLIENT_IDS::contains)
                .toList();
        if (!parameters.isEmpty()) {
            Map<String, Object> variables = new LinkedHashMap<>();
            if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> ofPath) {
                ofPath.forEach((name, value) -> variables.put(name.toString(), value));
            }
            parameters.forEach(name -> variables.put(name, onlyValue(name, request)));
            request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, variables);
        }
    }

    private static String onlyValue(String name, HttpServletRequest request) {
        String[] values = request.getParameterValues(name);
        if (values == null || values.length != 1) {
            throw ProblemCode.INVALID_ID.problem("the parameter %s must be given exactly once".formatted(name));
        }
        return values[0];
    }
}

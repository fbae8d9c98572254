package io.portrait.web;

import io.portrait.access.ApiKeys;
import io.portrait.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a request through to one of our routes if its key is of a kind that the route takes. */
@Component
class KeyCheck implements HandlerInterceptor {

    static final String CALLER = "io.portrait.web.caller";
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final ApiKeys keys;

    KeyCheck(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && isOurs(method)) {
            Caller caller = keyOf(request.getHeader(HttpHeaders.AUTHORIZATION))
                    .flatMap(keys::authenticate)
                    .orElseThrow(KeyCheck::unauthorized);
            require(method.getMethodAnnotation(Allow.class), caller);
            request.setAttribute(CALLER, caller);
        }
        return true;
    }

    private static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getPackage().equals(KeyCheck.class.getPackage());
    }

    private static void require(@Nullable Allow allow, Caller caller) {
        if (allow == null || !Arrays.asList(allow.value()).contains(caller.kind())) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "wrong-key-kind",
                    "a key of kind %s may not do this%s".formatted(caller.kind().label(), kindsOf(allow)));
        }
    }

    private static String kindsOf(@Nullable Allow allow) {
        return allow == null
                ? ""
                : "; it takes one of "
                        + Arrays.stream(allow.value()).map(kind -> kind.label()).toList();
    }

    private static ProblemException unauthorized() {
        ProblemException problem = new ProblemException(
                HttpStatus.UNAUTHORIZED,
                "key-required",
                "send a valid key as `Authorization: Bearer <key>`, or as the user name of Basic authentication");
        problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"portrait\"");
        return problem;
    }

    private static Optional<String> keyOf(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(header.substring(BEARER.length()).strip());
        }
        return header.regionMatches(true, 0, BASIC, 0, BASIC.length())
                ? userName(header.substring(BASIC.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> userName(String credentials) {
        try {
            String decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return Optional.of(colon < 0 ? decoded : decoded.substring(0, colon));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

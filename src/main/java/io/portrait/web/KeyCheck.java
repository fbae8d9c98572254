package io.portrait.web;

import io.portrait.access.ApiKeys;
import io.portrait.access.Caller;
import io.portrait.access.KeyKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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
        if (handler instanceof HandlerMethod method && isOurs(method) && !method.hasMethodAnnotation(KeyInBody.class)) {
            Caller caller = require(kindsOf(method), keyOf(request.getHeader(HttpHeaders.AUTHORIZATION)));
            request.setAttribute(CALLER, caller);
        }
        return true;
    }

    /** The caller with a key, however it came, if it is of a kind that the route takes. */
    Caller require(List<KeyKind> kinds, Optional<String> key) {
        Caller caller = key.flatMap(keys::authenticate).orElseThrow(KeyCheck::unauthorized);
        if (!kinds.contains(caller.kind())) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "wrong-key-kind",
                    "a key of kind %s may not do this%s".formatted(caller.kind().label(), listed(kinds)));
        }
        return caller;
    }

    private static List<KeyKind> kindsOf(HandlerMethod method) {
        @Nullable Allow allow = method.getMethodAnnotation(Allow.class);
        return allow == null ? List.of() : List.of(allow.value());
    }

    private static String listed(List<KeyKind> kinds) {
        return kinds.isEmpty()
                ? ""
                : "; it takes one of " + kinds.stream().map(KeyKind::label).toList();
    }

    private static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getPackage().equals(KeyCheck.class.getPackage());
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
        return bearer(header).or(() -> basicUser(header));
    }

    static Optional<String> bearer(@Nullable String header) {
        return after(BEARER, header);
    }

    static Optional<String> basicUser(@Nullable String header) {
        return after(BASIC, header).flatMap(KeyCheck::userName);
    }

    private static Optional<String> after(String scheme, @Nullable String header) {
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.of(header.substring(scheme.length()).strip())
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

package io.portrait.web;

import io.portrait.kernel.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The filter that authenticates a caller by key or token. Authorization follows in {@link RouteAuthorization}. */
final class KeyAuthenticationFilter extends OncePerRequestFilter {

    static final String CALLER_ATTRIBUTE = "io.portrait.web.caller";
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final RequestAuthentication authentication;
    private final HandlerExceptionResolver problemResolver;

    KeyAuthenticationFilter(RequestAuthentication authentication, HandlerExceptionResolver problems) {
        this.authentication = authentication;
        this.problemResolver = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller;
        try {
            caller = credentialIn(request).flatMap(credential -> authentication.authenticate(credential, request));
        } catch (ProblemException | DataAccessException | TransactionException e) {
            problemResolver.resolveException(request, response, null, e);
            return;
        }
        caller.ifPresent(authenticated -> setCaller(request, authenticated));
        chain.doFilter(request, response);
    }

    private static void setCaller(HttpServletRequest request, Caller caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new KeyAuthentication(caller));
        SecurityContextHolder.setContext(context);
        request.setAttribute(CALLER_ATTRIBUTE, caller);
    }

    static Optional<Caller> caller(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(CALLER_ATTRIBUTE));
    }

    /** The key or token in the header of a request. */
    static Optional<String> credentialIn(HttpServletRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return afterScheme(BEARER, header).or(() -> basicUserName(header));
    }

    static Optional<String> basicUserName(HttpServletRequest request) {
        return basicUserName(request.getHeader(HttpHeaders.AUTHORIZATION));
    }

    private static Optional<String> basicUserName(@Nullable String header) {
        return afterScheme(BASIC, header).flatMap(KeyAuthenticationFilter::userName);
    }

    private static Optional<String> afterScheme(String scheme, @Nullable String header) {
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

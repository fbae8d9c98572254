package io.portrait.web;

import io.portrait.access.AuditEvent;
import io.portrait.access.AuditLog;
import io.portrait.access.AuditUnavailableException;
import io.portrait.access.Caller;
import io.portrait.access.KeyKind;
import io.portrait.kernel.UserId;
import io.portrait.web.Routes.Route;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Notes who asked for whom, and with what result: requests whose path names a person, those of admins, and those that the
 * caller's kind may not make. Events and items are not noted, the journal and the catalogue have them.
 */
final class AuditFilter extends OncePerRequestFilter {

    private final Routes routes;
    private final AuditLog audit;
    private final HandlerExceptionResolver problems;

    AuditFilter(Routes routes, AuditLog audit, HandlerExceptionResolver problems) {
        this.routes = routes;
        this.audit = audit;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller = KeyCheck.caller(request);
        Optional<Route> route = routes.of(request);
        if (caller.isPresent() && route.isPresent() && isNoted(caller.get(), route.get())) {
            note(new Noted(caller.get(), route.get()), request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private record Noted(Caller caller, Route route) {}

    private void note(Noted noted, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            audit.reserve();
        } catch (AuditUnavailableException e) {
            problems.resolveException(request, response, null, e);
            return;
        }
        int result = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            result = response.getStatus();
        } finally {
            audit.note(event(noted, response, result));
        }
    }

    private static boolean isNoted(Caller caller, Route route) {
        return route.userId() != null
                || caller.kind() == KeyKind.ADMIN
                || !route.kinds().contains(caller.kind());
    }

    private static AuditEvent event(Noted noted, HttpServletResponse response, int result) {
        return new AuditEvent(
                noted.caller().actor(),
                noted.caller().kind().label(),
                noted.route().pattern(),
                user(noted.route().userId()),
                Objects.requireNonNullElse(response.getHeader(HttpHeaders.ETAG), ""),
                result);
    }

    /** What cannot be an id names nobody. */
    private static @Nullable UserId user(@Nullable String id) {
        return id == null ? null : UserId.ifValid(id).orElse(null);
    }
}

package io.portrait.web;

import io.portrait.access.audit.AuditEvent;
import io.portrait.access.audit.AuditLog;
import io.portrait.access.audit.AuditUnavailableException;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.UserId;
import io.portrait.web.RouteResolver.Route;
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
 * The filter that writes requests to the audit log: those whose path has a user id, those of admins, and those that the
 * caller's role does not allow. Events and items are not audited, because the journal and the catalog store them.
 */
final class AuditFilter extends OncePerRequestFilter {

    private final RouteResolver routes;
    private final AuditLog audit;
    private final HandlerExceptionResolver problemResolver;

    AuditFilter(RouteResolver routes, AuditLog audit, HandlerExceptionResolver problems) {
        this.routes = routes;
        this.audit = audit;
        this.problemResolver = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller = KeyAuthenticationFilter.caller(request);
        Optional<Route> route = routes.resolve(request);
        if (caller.isPresent() && route.isPresent() && isAudited(caller.get(), route.get())) {
            doFilterAudited(new AuditedRequest(caller.get(), route.get()), request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private record AuditedRequest(Caller caller, Route route) {}

    private void doFilterAudited(
            AuditedRequest audited, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            audit.reserveSlot();
        } catch (AuditUnavailableException e) {
            problemResolver.resolveException(request, response, null, e);
            return;
        }
        int result = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            result = response.getStatus();
        } finally {
            audit.enqueue(event(audited, response, result));
        }
    }

    private static boolean isAudited(Caller caller, Route route) {
        return route.userId() != null
                || caller.role() == KeyRole.ADMIN
                || !route.roles().contains(caller.role());
    }

    private static AuditEvent event(AuditedRequest audited, HttpServletResponse response, int result) {
        return new AuditEvent(
                audited.caller().actor(),
                audited.caller().role().label(),
                audited.route().pattern(),
                user(audited.route().userId()),
                Objects.requireNonNullElse(response.getHeader(HttpHeaders.ETAG), ""),
                result);
    }

    /** The user of a valid id; null for an invalid one. */
    private static @Nullable UserId user(@Nullable String id) {
        return id == null ? null : UserId.parse(id).orElse(null);
    }
}

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
 * The filter that writes requests to the audit log: those whose path has a user id, those of {@link Audited} routes, those of
 * admins, and those that the caller's role does not allow. Events and items are not audited, because the journal and the catalog
 * store them.
 */
final class AuditFilter extends OncePerRequestFilter {

    private static final String SUBJECT_ATTRIBUTE = AuditFilter.class.getName() + ".subject";
    private static final String DETAIL_ATTRIBUTE = AuditFilter.class.getName() + ".detail";

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
            audit.enqueue(event(audited, request, response.getHeader(HttpHeaders.ETAG), result));
        }
    }

    private static boolean isAudited(Caller caller, Route route) {
        return route.userId() != null
                || route.audited()
                || caller.role() == KeyRole.ADMIN
                || !route.roles().contains(caller.role());
    }

    /** Names the person of an {@link Audited} request whose path has none. */
    static void setSubject(HttpServletRequest request, UserId user) {
        request.setAttribute(SUBJECT_ATTRIBUTE, user);
    }

    /** Adds a detail to the entry of a request, such as the number of profiles that it has read. */
    static void setDetail(HttpServletRequest request, String detail) {
        request.setAttribute(DETAIL_ATTRIBUTE, detail);
    }

    private static AuditEvent event(
            AuditedRequest audited, HttpServletRequest request, @Nullable String release, int result) {
        return new AuditEvent(
                audited.caller().actor(),
                audited.caller().role().label(),
                action(audited.route(), request),
                request.getAttribute(SUBJECT_ATTRIBUTE) instanceof UserId subject
                        ? subject
                        : user(audited.route().userId()),
                Objects.requireNonNullElse(release, ""),
                result);
    }

    private static String action(Route route, HttpServletRequest request) {
        @Nullable Object detail = request.getAttribute(DETAIL_ATTRIBUTE);
        return detail == null ? route.pattern() : route.pattern() + " " + detail;
    }

    /** The user of a valid id; null for an invalid one. */
    private static @Nullable UserId user(@Nullable String id) {
        return id == null ? null : UserId.parse(id).orElse(null);
    }
}

package io.portrait.web;

import io.portrait.access.auth.DevelopmentMode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * The filter that checks the host to which a request is addressed. In development mode it is this machine: a page of another
 * site, whose name an attacker resolves to 127.0.0.1 (DNS rebinding), could otherwise use the development keys. Otherwise it is one
 * of the configured names, if there are any. Health has no such check, because load balancers use addresses.
 */
final class HostFilter extends OncePerRequestFilter {

    private final boolean localOnly;
    private final Set<String> hosts;
    private final HandlerExceptionResolver problemResolver;

    HostFilter(DevelopmentMode developmentMode, WebProperties properties, HandlerExceptionResolver problems) {
        this.localOnly = developmentMode.isActive();
        this.hosts = properties.hosts().stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.problemResolver = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return ActuatorPaths.isHealth(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isAllowed(request.getHeader(HttpHeaders.HOST))) {
            chain.doFilter(request, response);
        } else {
            problemResolver.resolveException(request, response, null, wrongHost());
        }
    }

    private boolean isAllowed(@Nullable String host) {
        return localOnly
                ? RequestOrigins.isLocal(host)
                : hosts.isEmpty() || (host != null && hosts.contains(RequestOrigins.withoutPort(host)));
    }

    private ProblemException wrongHost() {
        return ProblemCode.WRONG_HOST.problem(
                localOnly
                        ? "in development mode the service answers to localhost, 127.0.0.1 and [::1] only;"
                                + " set PORTRAIT_ADMIN_KEY for other names"
                        : "the service does not answer to this host name; portrait.web.hosts lists the names");
    }
}

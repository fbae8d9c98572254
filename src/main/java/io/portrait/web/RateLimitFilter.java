package io.portrait.web;

import io.portrait.access.auth.RateLimits;
import io.portrait.access.auth.RateLimits.RateLimitUsage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The filter that limits the request rate and reports it in headers (draft-ietf-httpapi-ratelimit-headers). */
final class RateLimitFilter extends OncePerRequestFilter {

    private final RateLimits rateLimits;
    private final HandlerExceptionResolver problemResolver;

    RateLimitFilter(RateLimits limits, HandlerExceptionResolver problems) {
        this.rateLimits = limits;
        this.problemResolver = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<RateLimitUsage> usage = KeyAuthenticationFilter.caller(request).flatMap(rateLimits::consume);
        usage.ifPresent(current -> writeHeaders(response, current));
        if (usage.isPresent() && !usage.get().allowed()) {
            problemResolver.resolveException(request, response, null, rateLimited(usage.get()));
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void writeHeaders(HttpServletResponse response, RateLimitUsage usage) {
        response.setHeader(
                "RateLimit-Policy",
                "\"%s\";q=%d;w=%d"
                        .formatted(usage.policy(), usage.limit(), usage.window().toSeconds()));
        response.setHeader(
                "RateLimit", "\"%s\";r=%d;t=%d".formatted(usage.policy(), usage.remaining(), usage.resetSeconds()));
    }

    static ProblemException rateLimited(RateLimitUsage usage) {
        return ProblemCode.RATE_LIMITED
                .problem("a key of kind %s may make %d requests in %d seconds"
                        .formatted(usage.policy(), usage.limit(), usage.window().toSeconds()))
                .retryAfter((int) usage.resetSeconds());
    }
}

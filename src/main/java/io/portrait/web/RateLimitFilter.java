package io.portrait.web;

import io.portrait.access.RateLimits;
import io.portrait.access.RateLimits.Usage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Tells callers how often they may ask (draft-ietf-httpapi-ratelimit-headers), and refuses those who ask more often. */
final class RateLimitFilter extends OncePerRequestFilter {

    private final RateLimits limits;
    private final HandlerExceptionResolver problems;

    RateLimitFilter(RateLimits limits, HandlerExceptionResolver problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Usage> usage = KeyCheck.caller(request).flatMap(limits::count);
        usage.ifPresent(used -> tell(response, used));
        if (usage.isPresent() && !usage.get().allowed()) {
            problems.resolveException(request, response, null, tooMany(usage.get()));
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void tell(HttpServletResponse response, Usage usage) {
        response.setHeader(
                "RateLimit-Policy",
                "\"%s\";q=%d;w=%d"
                        .formatted(usage.policy(), usage.limit(), usage.window().toSeconds()));
        response.setHeader(
                "RateLimit", "\"%s\";r=%d;t=%d".formatted(usage.policy(), usage.remaining(), usage.resetSeconds()));
    }

    private static ProblemException tooMany(Usage usage) {
        return new ProblemException(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "rate-limited",
                        "a key of kind %s may ask %d times in %d seconds"
                                .formatted(
                                        usage.policy(),
                                        usage.limit(),
                                        usage.window().toSeconds()))
                .retryAfter((int) usage.resetSeconds());
    }
}

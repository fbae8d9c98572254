package io.portrait.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * The filter that limits the requests of one address at the same time, so that one client cannot take all threads. Health has no
 * limit. A refused request ends its connection, because its body is not read.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ConcurrentRequestFilter extends OncePerRequestFilter {

    private final ClientAddresses addresses;
    private final int limit;
    private final HandlerExceptionResolver handlerExceptionResolver;
    private final Map<String, Integer> running = new ConcurrentHashMap<>();

    ConcurrentRequestFilter(
            ClientAddresses addresses,
            ConnectionProperties properties,
            HandlerExceptionResolver handlerExceptionResolver) {
        this.addresses = addresses;
        this.limit = properties.requestsPerAddress();
        this.handlerExceptionResolver = handlerExceptionResolver;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return limit == 0 || ActuatorPaths.isHealth(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = addresses.of(request);
        if (!begin(address)) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
            handlerExceptionResolver.resolveException(request, response, null, tooManyRequests());
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            end(address);
        }
    }

    private boolean begin(String address) {
        boolean allowed = running.merge(address, 1, Integer::sum) <= limit;
        if (!allowed) {
            end(address);
        }
        return allowed;
    }

    private void end(String address) {
        running.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    private ProblemException tooManyRequests() {
        return ProblemCode.TOO_MANY_REQUESTS
                .problem("an address may have %d requests at the same time".formatted(limit))
                .retryAfter(1);
    }
}

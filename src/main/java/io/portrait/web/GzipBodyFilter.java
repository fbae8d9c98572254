package io.portrait.web;

import io.portrait.ingest.IngestProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bodies with events, as they were before the sender packed them. What is packed is seen by its first bytes, for senders
 * label it in many ways. One SDK labels its gzip {@code application/x-www-form-urlencoded}, and the servlet stack would
 * rebuild such a body from its "parameters": so here, before anything asks for those, a body of Segment's is declared to be
 * the JSON that it is, and to have no parameters.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class GzipBodyFilter extends OncePerRequestFilter {

    private static final String EVENTS = "/v1/events";

    /** Segment's own limit, after unpacking. */
    static final int MAX_TRACKING_BATCH = 500 * 1_024;

    private final long maxBody;
    private final long maxEvent;

    GzipBodyFilter(IngestProperties limits) {
        this.maxBody = limits.maxBodySize().toBytes();
        this.maxEvent = limits.maxEventSize().toBytes();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !acceptsEvents(pathOf(request));
    }

    /** A host that is configured with a slash at its end comes before a path that begins with one. */
    private static String pathOf(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("//") ? path.substring(1) : path;
    }

    private static boolean acceptsEvents(String path) {
        return path.equals(EVENTS) || TrackingApiRoutes.contains(path);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = pathOf(request);
        HttpServletRequest decoded = TrackingApiRoutes.contains(path)
                ? new TrackingRequest(request, path, TrackingApiRoutes.isBatch(path) ? MAX_TRACKING_BATCH : maxEvent)
                : new DecodedRequest(request, maxBody, HttpStatus.CONTENT_TOO_LARGE);
        chain.doFilter(decoded, response);
    }

    private static class DecodedRequest extends HttpServletRequestWrapper {

        private final long maxBytes;
        private final HttpStatus tooLargeStatus;
        private @Nullable ServletInputStream body;

        DecodedRequest(HttpServletRequest request, long maxBytes, HttpStatus tooLargeStatus) {
            super(request);
            this.maxBytes = maxBytes;
            this.tooLargeStatus = tooLargeStatus;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = BoundedGunzipStream.of(super.getInputStream(), maxBytes, tooLargeStatus);
            }
            return body;
        }

        /**
         * What is told is how long the body is while packed; who believed it would not read it to the end. A body of which
         * nobody knows the length is a chunked one.
         */
        @Override
        public @Nullable String getHeader(String name) {
            if (name.equalsIgnoreCase(HttpHeaders.TRANSFER_ENCODING)) {
                return "chunked";
            }
            return name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)
                    ? Collections.emptyEnumeration()
                    : super.getHeaders(name);
        }

        @Override
        public long getContentLengthLong() {
            return -1;
        }

        @Override
        public int getContentLength() {
            return -1;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class TrackingRequest extends DecodedRequest {

        private final String path;

        TrackingRequest(HttpServletRequest request, String path, long maxBytes) {
            super(request, maxBytes, HttpStatus.BAD_REQUEST);
            this.path = path;
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public String getContentType() {
            return MediaType.APPLICATION_JSON_VALUE;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE) ? getContentType() : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)
                    ? Collections.enumeration(Collections.singleton(getContentType()))
                    : super.getHeaders(name);
        }

        @Override
        public @Nullable String getParameter(String name) {
            return null;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return null;
        }
    }
}

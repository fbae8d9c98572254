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
class UnpackedBody extends OncePerRequestFilter {

    private static final String EVENTS = "/v1/events";

    /** Segment's own limit, after unpacking. */
    static final int MAX_SEGMENT_BATCH = 500 * 1_024;

    private final long maxBody;
    private final long maxEvent;

    UnpackedBody(IngestProperties limits) {
        this.maxBody = limits.maxBody().toBytes();
        this.maxEvent = limits.maxEvent().toBytes();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !takesEvents(pathOf(request));
    }

    /** A host that is configured with a slash at its end comes before a path that begins with one. */
    private static String pathOf(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("//") ? path.substring(1) : path;
    }

    private static boolean takesEvents(String path) {
        return path.equals(EVENTS) || SegmentRoutes.include(path);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = pathOf(request);
        HttpServletRequest unpacked = SegmentRoutes.include(path)
                ? new SegmentRequest(request, path, SegmentRoutes.isBatch(path) ? MAX_SEGMENT_BATCH : maxEvent)
                : new UnpackedRequest(request, maxBody, HttpStatus.CONTENT_TOO_LARGE);
        chain.doFilter(unpacked, response);
    }

    private static class UnpackedRequest extends HttpServletRequestWrapper {

        private final long most;
        private final HttpStatus tooLarge;
        private @Nullable ServletInputStream body;

        UnpackedRequest(HttpServletRequest request, long most, HttpStatus tooLarge) {
            super(request);
            this.most = most;
            this.tooLarge = tooLarge;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = UnpackedStream.of(super.getInputStream(), most, tooLarge);
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

    private static final class SegmentRequest extends UnpackedRequest {

        private final String path;

        SegmentRequest(HttpServletRequest request, String path, long most) {
            super(request, most, HttpStatus.BAD_REQUEST);
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

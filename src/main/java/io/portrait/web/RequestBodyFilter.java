package io.portrait.web;

import io.portrait.ingest.IngestProperties;
import io.portrait.web.BoundedBodyStream.BodyLimit;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * The filter that limits the size and the time of every request body, decompresses it, and denies bodies that no route can read. A
 * body that was refused is not read to its end: after a short time, in which the client can finish and read the response, the
 * connection ends. A body with events is recognised as gzip without a label, because clients label it in many ways. One tracking SDK labels its gzip
 * {@code application/x-www-form-urlencoded}, and the servlet stack would rebuild such a body from its parameters. Therefore
 * this filter runs before all that read parameters, and declares a body of the tracking routes to be JSON without parameters.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class RequestBodyFilter extends OncePerRequestFilter {

    private static final String EVENTS = "/v1/events";

    /** The limit that Segment's API documents for a decompressed batch. */
    static final int MAX_TRACKING_BATCH = 500 * 1_024;

    private final long maxBody;
    private final long maxEvent;
    private final ConnectionProperties connections;
    private final HandlerExceptionResolver handlerExceptionResolver;

    RequestBodyFilter(
            IngestProperties properties,
            ConnectionProperties connections,
            HandlerExceptionResolver handlerExceptionResolver) {
        this.maxBody = properties.maxBodySize().toBytes();
        this.maxEvent = properties.maxEventSize().toBytes();
        this.connections = connections;
        this.handlerExceptionResolver = handlerExceptionResolver;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = pathOf(request);
        BodyLimit limit = new BodyLimit(
                maxBody, TrackingApiRoutes.contains(path) ? HttpStatus.BAD_REQUEST : HttpStatus.CONTENT_TOO_LARGE);
        SentBody sent = new SentBody(request, connections.bodyTimer());
        TimedResponse timed = new TimedResponse(response, sent, connections.responseTimer());
        Optional<ProblemException> refusal = BodySyntax.refusalOf(request);
        if (refusal.isPresent()) {
            handlerExceptionResolver.resolveException(sent, timed, null, refusal.get());
        } else if (request.getContentLengthLong() > maxBody) {
            handlerExceptionResolver.resolveException(sent, timed, null, limit.exceeded());
        } else {
            chain.doFilter(limited(sent, path, limit), timed);
        }
        if (!request.isAsyncStarted()) {
            skipUnreadBody(sent, timed);
        }
    }

    /**
     * Lets the client read the response to a body that is not read, and keeps the connection if the body has ended. A client that
     * has left is not an error.
     */
    private void skipUnreadBody(SentBody body, HttpServletResponse response) {
        if (response.getStatus() != HttpStatus.REQUEST_TIMEOUT.value() && body.isUnread()) {
            try {
                response.flushBuffer();
                body.skipBriefly();
            } catch (IOException e) {
                logger.debug("A client has left before its response", e);
            }
        }
    }

    /** The path of a request. A client whose host is configured with a trailing slash sends two slashes. */
    private static String pathOf(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("//") ? path.substring(1) : path;
    }

    private HttpServletRequest limited(SentBody request, String path, BodyLimit limit) {
        boolean isPost = request.getMethod().equals("POST");
        if (isPost && TrackingApiRoutes.contains(path)) {
            long max = TrackingApiRoutes.isBatch(path) ? MAX_TRACKING_BATCH : maxEvent;
            return new TrackingRequest(request, path, limit, new BodyLimit(max, limit.tooLargeStatus()));
        }
        return (isPost && path.equals(EVENTS)) || BodySyntax.isCompressed(request)
                ? new DecompressedRequest(request, limit, limit)
                : new LimitedRequest(request, limit);
    }

    /** A request whose body is limited. */
    private static class LimitedRequest extends HttpServletRequestWrapper {

        private final BodyLimit limit;
        private @Nullable ServletInputStream body;

        LimitedRequest(HttpServletRequest request, BodyLimit limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = open(super.getInputStream(), limit);
            }
            return body;
        }

        BoundedBodyStream open(ServletInputStream sent, BodyLimit sentLimit) throws IOException {
            return BoundedBodyStream.asSent(sent, sentLimit);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    /**
     * A request whose body is decompressed. Content-Length describes the compressed body, and a reader that trusts it would
     * stop early. Therefore this request reports chunked transfer encoding.
     */
    private static class DecompressedRequest extends LimitedRequest {

        private final BodyLimit decompressedLimit;

        DecompressedRequest(HttpServletRequest request, BodyLimit sentLimit, BodyLimit decompressedLimit) {
            super(request, sentLimit);
            this.decompressedLimit = decompressedLimit;
        }

        @Override
        BoundedBodyStream open(ServletInputStream sent, BodyLimit sentLimit) throws IOException {
            return BodySyntax.isDeflated(this)
                    ? BoundedBodyStream.inflated(sent, sentLimit, decompressedLimit)
                    : BoundedBodyStream.decompressed(sent, sentLimit, decompressedLimit);
        }

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
    }

    /** A request to a tracking route: JSON without parameters under any content type. */
    private static final class TrackingRequest extends DecompressedRequest {

        private final String path;

        TrackingRequest(HttpServletRequest request, String path, BodyLimit sentLimit, BodyLimit decompressedLimit) {
            super(request, sentLimit, decompressedLimit);
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

package io.portrait.web;

import io.portrait.ingest.IngestProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** No body is read beyond the limit, whether or not it says how long it is. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BodySizeFilter extends OncePerRequestFilter {

    private final long maxBytes;
    private final HandlerExceptionResolver handlerExceptionResolver;

    BodySizeFilter(IngestProperties limits, HandlerExceptionResolver handlerExceptionResolver) {
        this.maxBytes = limits.maxBodySize().toBytes();
        this.handlerExceptionResolver = handlerExceptionResolver;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > maxBytes) {
            handlerExceptionResolver.resolveException(request, response, null, tooLarge(request));
        } else {
            chain.doFilter(new SizeLimitedRequest(request), response);
        }
    }

    private ProblemException tooLarge(HttpServletRequest request) {
        return new ProblemException(
                TrackingApiRoutes.contains(request.getRequestURI())
                        ? HttpStatus.BAD_REQUEST
                        : HttpStatus.CONTENT_TOO_LARGE,
                "body-too-large",
                "a body may have %d bytes: split it".formatted(maxBytes));
    }

    private final class SizeLimitedRequest extends HttpServletRequestWrapper {

        SizeLimitedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new SizeLimitedStream((HttpServletRequest) getRequest(), super.getInputStream());
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private final class SizeLimitedStream extends ServletInputStream {

        private final HttpServletRequest request;
        private final ServletInputStream body;
        private long bytesRead;

        SizeLimitedStream(HttpServletRequest request, ServletInputStream body) {
            this.request = request;
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            countBytes(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = body.read(target, offset, length);
            countBytes(Math.max(0, count));
            return count;
        }

        private void countBytes(int bytes) {
            bytesRead += bytes;
            if (bytesRead > maxBytes) {
                throw tooLarge(request);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}

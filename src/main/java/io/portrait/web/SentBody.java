package io.portrait.web;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A request whose body must arrive in time. Tomcat's timeout begins again with every byte, so a client that sends one byte from
 * time to time would occupy a thread for hours.
 */
final class SentBody extends HttpServletRequestWrapper {

    private static final int SKIP_BUFFER = 8_192;
    private static final Duration SKIP_TIMEOUT = Duration.ofSeconds(2);

    private final TransferTimer timer;
    private @Nullable TimedInputStream body;

    SentBody(HttpServletRequest request, TransferTimer timer) {
        super(request);
        this.timer = timer;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new TimedInputStream(super.getInputStream(), timer);
        }
        return body;
    }

    /** A check whether the client may still be sending the body. */
    boolean isUnread() {
        long announced = getContentLengthLong();
        return body == null ? announced > 0 || isChunked() : !body.isFinished() && body.bytes != announced;
    }

    private boolean isChunked() {
        return getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /**
     * Skips what the client is sending, for a short time. Without this a client that sends a large body would see a broken
     * connection and not the response. A client that waits for permission to send gets none.
     */
    void skipBriefly() {
        if (getHeader(HttpHeaders.EXPECT) != null) {
            return;
        }
        byte[] buffer = new byte[SKIP_BUFFER];
        long end = System.nanoTime() + SKIP_TIMEOUT.toNanos();
        try {
            ServletInputStream rest = body == null ? super.getInputStream() : body.sent;
            while (System.nanoTime() < end && rest.read(buffer) >= 0) {
                // skipped
            }
        } catch (IOException _) {
            // the client has closed the connection, or is silent
        }
    }

    /** The body as it is sent. */
    private static final class TimedInputStream extends BlockingBodyStream {

        private final ServletInputStream sent;
        private final TransferTimer timer;
        private long bytes;

        TimedInputStream(ServletInputStream sent, TransferTimer timer) {
            this.sent = sent;
            this.timer = timer;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = 0;
            timer.start();
            try {
                count = sent.read(target, offset, length);
            } catch (IOException e) {
                if (isTimeout(e)) {
                    throw tooSlow();
                }
                throw e;
            } finally {
                timer.stop(Math.max(0, count));
            }
            bytes += Math.max(0, count);
            if (count >= 0 && timer.isTooSlow()) {
                throw tooSlow();
            }
            return count;
        }

        /** Tomcat reports a timeout as the cause of a failure of the client. */
        private static boolean isTimeout(IOException e) {
            return e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException;
        }

        private static ProblemException tooSlow() {
            return ProblemCode.BODY_TOO_SLOW.problem("the body did not arrive in time: send it again, or split it");
        }

        @Override
        public boolean isFinished() {
            return sent.isFinished();
        }
    }
}

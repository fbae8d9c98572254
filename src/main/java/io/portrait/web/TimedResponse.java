package io.portrait.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A response that the client must take in time; otherwise writing fails, which ends the connection. The response of an error
 * announces the end of the connection if the client may still be sending its body.
 */
final class TimedResponse extends HttpServletResponseWrapper {

    private final SentBody request;
    private final TransferTimer timer;
    private @Nullable ServletOutputStream body;

    TimedResponse(HttpServletResponse response, SentBody request, TransferTimer timer) {
        super(response);
        this.request = request;
        this.timer = timer;
    }

    @Override
    public void setStatus(int status) {
        super.setStatus(status);
        announceEnd(status);
    }

    @Override
    public void sendError(int status) throws IOException {
        announceEnd(status);
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        announceEnd(status);
        super.sendError(status, message);
    }

    private void announceEnd(int status) {
        if (status >= HttpServletResponse.SC_BAD_REQUEST && request.isUnread()) {
            setHeader(HttpHeaders.CONNECTION, "close");
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (body == null) {
            body = new TimedOutputStream(super.getOutputStream(), timer);
        }
        return body;
    }

    private static final class TimedOutputStream extends ServletOutputStream {

        private final ServletOutputStream target;
        private final TransferTimer timer;

        TimedOutputStream(ServletOutputStream target, TransferTimer timer) {
            this.target = target;
            this.timer = timer;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            timed(() -> target.write(bytes, offset, length), length);
        }

        @Override
        public void flush() throws IOException {
            timed(target::flush, 0);
        }

        private interface Output {
            void run() throws IOException;
        }

        private void timed(Output output, int length) throws IOException {
            timer.start();
            try {
                output.run();
            } finally {
                timer.stop(length);
            }
            if (timer.isTooSlow()) {
                throw new SocketTimeoutException("the client does not take the response in time");
            }
        }

        @Override
        public void close() throws IOException {
            target.close();
        }

        @Override
        public boolean isReady() {
            return target.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            target.setWriteListener(listener);
        }
    }
}

package io.portrait.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpStatus;

/** A body, unpacked if it is gzip, of which never more than a limit is read: a bomb is known by the byte after that. */
final class BoundedGunzipStream extends ServletInputStream {

    private static final int GZIP_1 = 0x1F;
    private static final int GZIP_2 = 0x8B;
    private static final int BUFFER = 8_192;

    private final InputStream body;
    private final long maxBytes;
    private final HttpStatus tooLargeStatus;
    private long bytesRead;
    private boolean finished;

    private BoundedGunzipStream(InputStream body, long maxBytes, HttpStatus tooLargeStatus) {
        this.body = body;
        this.maxBytes = maxBytes;
        this.tooLargeStatus = tooLargeStatus;
    }

    static BoundedGunzipStream of(InputStream raw, long maxBytes, HttpStatus tooLargeStatus) throws IOException {
        PushbackInputStream body = new PushbackInputStream(raw, 2);
        byte[] magic = body.readNBytes(2);
        body.unread(magic);
        boolean isGzip = magic.length == 2 && (magic[0] & 0xFF) == GZIP_1 && (magic[1] & 0xFF) == GZIP_2;
        try {
            return new BoundedGunzipStream(isGzip ? new GZIPInputStream(body, BUFFER) : body, maxBytes, tooLargeStatus);
        } catch (ZipException | EOFException e) {
            throw invalidGzip(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] buffer = new byte[1];
        return read(buffer, 0, 1) < 0 ? -1 : buffer[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int count = body.read(target, offset, length);
            finished = count < 0;
            countBytes(Math.max(0, count));
            return count;
        } catch (ZipException | EOFException e) {
            throw invalidGzip(e);
        }
    }

    private void countBytes(int bytes) {
        bytesRead += bytes;
        if (bytesRead > maxBytes) {
            throw new ProblemException(
                    tooLargeStatus,
                    "body-too-large",
                    "a body may have %d bytes, unpacked: split it".formatted(maxBytes));
        }
    }

    private static ProblemException invalidGzip(IOException e) {
        return ProblemException.badRequest("invalid-gzip", "the body begins as gzip and is none: " + e.getMessage());
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("bodies are read by threads that may wait");
    }
}

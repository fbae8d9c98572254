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
final class UnpackedStream extends ServletInputStream {

    private static final int GZIP_1 = 0x1F;
    private static final int GZIP_2 = 0x8B;
    private static final int BUFFER = 8_192;

    private final InputStream body;
    private final long most;
    private final HttpStatus tooLarge;
    private long read;
    private boolean finished;

    private UnpackedStream(InputStream body, long most, HttpStatus tooLarge) {
        this.body = body;
        this.most = most;
        this.tooLarge = tooLarge;
    }

    static UnpackedStream of(InputStream raw, long most, HttpStatus tooLarge) throws IOException {
        PushbackInputStream body = new PushbackInputStream(raw, 2);
        byte[] first = body.readNBytes(2);
        body.unread(first);
        boolean packed = first.length == 2 && (first[0] & 0xFF) == GZIP_1 && (first[1] & 0xFF) == GZIP_2;
        try {
            return new UnpackedStream(packed ? new GZIPInputStream(body, BUFFER) : body, most, tooLarge);
        } catch (ZipException | EOFException e) {
            throw broken(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int count = body.read(target, offset, length);
            finished = count < 0;
            count(Math.max(0, count));
            return count;
        } catch (ZipException | EOFException e) {
            throw broken(e);
        }
    }

    private void count(int bytes) {
        read += bytes;
        if (read > most) {
            throw new ProblemException(
                    tooLarge, "body-too-large", "a body may have %d bytes, unpacked: split it".formatted(most));
        }
    }

    private static ProblemException broken(IOException e) {
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

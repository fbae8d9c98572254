package io.portrait.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A request body of limited size. At the first byte beyond the limit reading fails, so a gzip bomb costs no more than the
 * limit. A text is checked to be UTF-8, because the JSON parser accepts overlong encodings.
 */
final class BoundedBodyStream extends BlockingBodyStream {

    /**
     * The limit of a body.
     *
     * @param maxBytes the largest allowed size
     * @param tooLargeStatus the status of the response to a larger body
     */
    record BodyLimit(long maxBytes, HttpStatus tooLargeStatus) {

        ProblemException exceeded() {
            return ProblemCode.BODY_TOO_LARGE.problem(
                    tooLargeStatus, "a body may have %d bytes (after decompression): split it".formatted(maxBytes));
        }
    }

    private static final int GZIP_MAGIC_1 = 0x1F;
    private static final int GZIP_MAGIC_2 = 0x8B;
    private static final int ZLIB_METHOD_DEFLATE = 8;
    private static final int ZLIB_CHECK = 31;
    private static final int BUFFER_SIZE = 8_192;

    private final InputStream body;
    private final BodyLimit limit;
    private final @Nullable Utf8Validator encoding;
    private long bytesRead;
    private boolean finished;

    private BoundedBodyStream(InputStream body, BodyLimit limit, @Nullable Utf8Validator encoding) {
        this.body = body;
        this.limit = limit;
        this.encoding = encoding;
    }

    /** The body as it was sent: a text. */
    static BoundedBodyStream asSent(InputStream body, BodyLimit limit) {
        return new BoundedBodyStream(body, limit, new Utf8Validator());
    }

    private static BoundedBodyStream compressed(InputStream body, BodyLimit limit) {
        return new BoundedBodyStream(body, limit, null);
    }

    /**
     * The decompressed body. It is recognized as gzip by its first bytes, because clients label it in many ways. A body that is
     * not gzip is read as it was sent.
     *
     * @param sentLimit the limit before decompression, because a gzip stream of any length can be empty
     */
    static BoundedBodyStream decompressed(InputStream sent, BodyLimit sentLimit, BodyLimit limit) throws IOException {
        PushbackInputStream body = new PushbackInputStream(compressed(sent, sentLimit), 2);
        byte[] magic = firstBytes(body);
        boolean isGzip = magic.length == 2 && (magic[0] & 0xFF) == GZIP_MAGIC_1 && (magic[1] & 0xFF) == GZIP_MAGIC_2;
        try {
            return asSent(isGzip ? new GZIPInputStream(body, BUFFER_SIZE) : body, limit);
        } catch (ZipException | EOFException e) {
            throw invalidCompression(e);
        }
    }

    /** The body decompressed by deflate, with the header of zlib (RFC 1950) or, as some clients send it, without. */
    static BoundedBodyStream inflated(InputStream sent, BodyLimit sentLimit, BodyLimit limit) throws IOException {
        PushbackInputStream body = new PushbackInputStream(compressed(sent, sentLimit), 2);
        byte[] header = firstBytes(body);
        boolean isZlib = header.length == 2
                && (header[0] & 0x0F) == ZLIB_METHOD_DEFLATE
                && (((header[0] & 0xFF) << 8) | (header[1] & 0xFF)) % ZLIB_CHECK == 0;
        return asSent(
                header.length == 0 ? body : new InflaterInputStream(body, new Inflater(!isZlib), BUFFER_SIZE), limit);
    }

    private static byte[] firstBytes(PushbackInputStream body) throws IOException {
        byte[] first = body.readNBytes(2);
        body.unread(first);
        return first;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int count = body.read(target, offset, length);
            finished = count < 0;
            countBytes(Math.max(0, count));
            requireUtf8(target, offset, Math.max(0, count));
            return count;
        } catch (ZipException | EOFException e) {
            throw invalidCompression(e);
        }
    }

    private void countBytes(int bytes) {
        bytesRead += bytes;
        if (bytesRead > limit.maxBytes()) {
            throw limit.exceeded();
        }
    }

    private void requireUtf8(byte[] bytes, int offset, int length) {
        if (encoding != null && !encoding.accept(bytes, offset, length)) {
            throw ProblemCode.INVALID_JSON.problem("the body is not UTF-8");
        }
    }

    private static ProblemException invalidCompression(IOException e) {
        return ProblemCode.INVALID_GZIP.problem("the body cannot be decompressed: " + e.getMessage());
    }

    @Override
    public boolean isFinished() {
        return finished;
    }
}

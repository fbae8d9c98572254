package io.portrait.shared;

import java.io.InputStream;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A stream of bytes from its pieces, each fetched when it is needed: see {@link PartsOut}. */
final class PartsIn extends InputStream {

    private final IntFunction<byte @Nullable []> fetch;
    private int next;
    private byte[] open = {};
    private int used;
    private boolean ended;

    /** Of each number from 0 the piece; null behind the last. */
    PartsIn(IntFunction<byte @Nullable []> fetch) {
        this.fetch = fetch;
    }

    @Override
    public int read() {
        return isAtEnd() ? -1 : Byte.toUnsignedInt(open[used++]);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(length, open.length - used);
        System.arraycopy(open, used, target, offset, count);
        used += count;
        return count;
    }

    /** Fetches the next piece where this one is used up. */
    private boolean isAtEnd() {
        while (!ended && used == open.length) {
            byte[] fetched = fetch.apply(next++);
            ended = fetched == null;
            open = fetched == null ? open : fetched;
            used = ended ? used : 0;
        }
        return ended;
    }
}

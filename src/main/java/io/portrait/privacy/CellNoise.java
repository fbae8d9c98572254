package io.portrait.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The noise z_e of a cell: as many draws as the cell has coordinates, from the AES-256-CTR stream under
 * HMAC-SHA256(K_user, image of the cell). The image, all numbers big-endian and of fixed width, so that no two cells
 * share one:
 *
 * <pre>
 *  offset  bytes  content
 *       0      4  "cell" in US-ASCII: separates this use of K_user from any other
 *       4      4  incarnation
 *       8      4  catalogue version
 *      12      8  epoch
 *      20      4  d, the number of coordinates
 *      24     8d  x_e
 * </pre>
 *
 * <p>x_e is part of it because a cell closed twice with different content would otherwise show the difference exactly.
 * The scale is not: a closed cell must not be closed again under another ε, which would show nearly the same draws at
 * two scales.
 */
final class CellNoise {

    private static final byte[] LABEL = "cell".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = LABEL.length + 3 * Integer.BYTES + Long.BYTES;

    private CellNoise() {}

    /** z_e, of the cell's size; about 4 µs and 0.1 µs per coordinate. */
    static LongVec draw(Cell cell, NoiseKey key, DiscreteLaplace law) {
        RandomBits random = RandomBits.of(key.hmac(image(cell)));
        long[] noise = new long[cell.sums().size()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = law.draw(random);
        }
        return LongVec.of(noise);
    }

    /** The bytes that are authenticated, laid out as drawn above; the caller owns them. */
    static byte[] image(Cell cell) {
        LongVec sums = cell.sums();
        ByteBuffer image = ByteBuffer.allocate(HEADER_BYTES + sums.size() * Long.BYTES);
        image.put(LABEL).putInt(cell.incarnation()).putInt(cell.catalogueVersion());
        image.putLong(cell.epoch()).putInt(sums.size());
        sums.stream().forEach(image::putLong);
        return image.array();
    }
}

package io.portrait.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.ToLongFunction;

/**
 * The noise of a cell, one draw per coordinate: z_e for the {@link Grain#FINE fine} view and W − W′, on top of it, for the
 * {@link Grain#COARSE coarse} one. Each comes from the AES-256-CTR stream under HMAC-SHA256(K_user, label and image of the
 * cell). The image, all numbers big-endian and of fixed width, so that no two cells
 * share one:
 *
 * <pre>
 *  offset  bytes  content
 *       0      4  "cell" for z_e, "wide" for W − W′, in US-ASCII: separates the uses of K_user
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
 *
 * @param fine z_e, for the fine view
 * @param coarse z_e + W − W′, for the coarse view
 */
record CellNoise(LongVec fine, LongVec coarse) {

    private static final String FINE = "cell";
    private static final String WIDENING = "wide";
    private static final int HEADER_BYTES = FINE.length() + 3 * Integer.BYTES + Long.BYTES;

    /** Both noises, of the cell's size; about 8 µs and 0.4 µs per coordinate. */
    static CellNoise draw(Cell cell, NoiseKey key, ExposurePolicy policy) {
        LongVec fine = draw(FINE, cell, key, policy.noise(Grain.FINE)::draw);
        LongVec widening = draw(WIDENING, cell, key, policy.coarsening()::draw);
        return new CellNoise(fine, fine.plus(widening));
    }

    private static LongVec draw(String label, Cell cell, NoiseKey key, ToLongFunction<RandomBits> law) {
        RandomBits random = RandomBits.of(key.hmac(image(label, cell)));
        long[] noise = new long[cell.sums().size()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = law.applyAsLong(random);
        }
        return LongVec.of(noise);
    }

    /** The bytes that are authenticated, laid out as drawn above; the caller owns them. */
    static byte[] image(String label, Cell cell) {
        LongVec sums = cell.sums();
        ByteBuffer image = ByteBuffer.allocate(HEADER_BYTES + sums.size() * Long.BYTES);
        image.put(label.getBytes(StandardCharsets.US_ASCII));
        image.putInt(cell.incarnation()).putInt(cell.catalogueVersion());
        image.putLong(cell.epoch()).putInt(sums.size());
        sums.stream().forEach(image::putLong);
        return image.array();
    }
}

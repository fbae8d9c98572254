package io.portrait.release.mechanism;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.ToLongFunction;

/**
 * The noise of a cell, one draw per coordinate: z_e for the {@link NoiseLevel#PARTNER fine} view and W − W′, on top of it, for the
 * {@link NoiseLevel#PUBLIC coarse} one. Each comes from the AES-256-CTR stream under HMAC-SHA256(K_user, label and image of the
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
 * @param partnerNoise z_e, for the fine view
 * @param publicNoise z_e + W − W′, for the coarse view
 */
record EpochNoise(LongVec partnerNoise, LongVec publicNoise) {

    private static final String PARTNER_LABEL = "cell";
    private static final String WIDENING_LABEL = "wide";
    private static final int HEADER_BYTES = PARTNER_LABEL.length() + 3 * Integer.BYTES + Long.BYTES;

    /** Both noises, of the cell's size; about 8 µs and 0.4 µs per coordinate. */
    static EpochNoise draw(EpochSums exact, NoiseKey key, ProfilePrivacyParameters parameters) {
        LongVec partnerNoise = draw(PARTNER_LABEL, exact, key, parameters.noiseDistribution(NoiseLevel.PARTNER)::draw);
        LongVec widening = draw(WIDENING_LABEL, exact, key, parameters.noiseWidening()::draw);
        return new EpochNoise(partnerNoise, partnerNoise.plus(widening));
    }

    private static LongVec draw(
            String label, EpochSums exact, NoiseKey key, ToLongFunction<AesCtrRandom> distribution) {
        AesCtrRandom random = AesCtrRandom.of(key.hmac(hmacInput(label, exact)));
        long[] noise = new long[exact.sums().size()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = distribution.applyAsLong(random);
        }
        return LongVec.of(noise);
    }

    /** The bytes that are authenticated, laid out as drawn above; the caller owns them. */
    static byte[] hmacInput(String label, EpochSums exact) {
        LongVec sums = exact.sums();
        ByteBuffer input = ByteBuffer.allocate(HEADER_BYTES + sums.size() * Long.BYTES);
        input.put(label.getBytes(StandardCharsets.US_ASCII));
        input.putInt(exact.incarnation()).putInt(exact.catalogVersion());
        input.putLong(exact.epoch()).putInt(sums.size());
        sums.stream().forEach(input::putLong);
        return input.array();
    }
}

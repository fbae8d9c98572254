package io.portrait.release.mechanism;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.ToLongFunction;

/**
 * The noise of one epoch of one person, one draw per coordinate: z_e for the {@link NoiseLevel#PARTNER partner} level,
 * and z_e + W − W′ for the {@link NoiseLevel#PUBLIC public} level. Both are drawn from an AES-256-CTR stream under the
 * key HMAC-SHA256(K_user, label and epoch sums). The HMAC input has big-endian numbers of fixed width, so different
 * epoch sums never have the same input:
 *
 * <pre>
 *  offset  bytes  content
 *       0      4  "cell" for z_e, "wide" for W − W′, in US-ASCII: separates the uses of K_user
 *       4      4  incarnation
 *       8      4  catalog version
 *      12      8  epoch
 *      20      4  d, the number of coordinates
 *      24     8d  x_e
 * </pre>
 *
 * <p>The input contains x_e, because an epoch that is closed twice with different sums would otherwise reveal the exact
 * difference. It does not contain the scale of the noise: a closed epoch must not be closed again under another ε,
 * because this would release nearly the same draws at two scales.
 *
 * @param partnerNoise z_e, in the units of x_e
 * @param publicNoise z_e + W − W′, in the units of x_e
 */
record EpochNoise(LongVec partnerNoise, LongVec publicNoise) {

    private static final String PARTNER_LABEL = "cell";
    private static final String WIDENING_LABEL = "wide";
    private static final int HEADER_BYTES = PARTNER_LABEL.length() + 3 * Integer.BYTES + Long.BYTES;

    /** Draws both noise vectors, of the size of x_e; about 8 µs plus 0.4 µs per coordinate. */
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

    /** The HMAC input in the layout of the class comment; the caller owns the array. */
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

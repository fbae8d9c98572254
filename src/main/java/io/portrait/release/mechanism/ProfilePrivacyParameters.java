package io.portrait.release.mechanism;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * The privacy parameters of released profiles and the constants of the mechanism that follow from them. Symbols: U is
 * {@value EventContribution#UNIT} units, ε the privacy parameter, T the epoch length, h the half-life, t the scale of
 * the noise, λ the decay factor of a noisy sum per epoch.
 *
 * @param epsilon ε₁ per event, 0.001 to 20, of the partner level and of all releases together; a decimal, so that the
 *     published number is the proven one. Equal numbers have equal representations: 1, 1.0 and 1.00 are all 1.0
 * @param publicEpsilon ε₂ per event of the public level alone, 0.001 to ε₁
 * @param epochLength T, whole seconds, 1 s to 366 d
 * @param halfLife h, whole seconds, T to 36,600 d
 */
public record ProfilePrivacyParameters(
        BigDecimal epsilon, BigDecimal publicEpsilon, Duration epochLength, Duration halfLife) {

    /** The published guarantee, verbatim. Its ε is {@link #epsilon}. */
    public static final String CLAIM = """
        For any single behaviour event, everything that all external callers together can ever see of the profile, \
        over any number of requests, is ε-differentially private (ε = 1.0 by default, δ = 0; unit: one event added \
        or removed; discrete Laplace noise, one draw per user, epoch and coordinate). k events: kε. Not hidden: \
        that the user exists, that ids were joined or separated (from the next epoch on), interests that last for \
        long, what internal callers and the person see, and timing on the network. The guarantee is computational \
        (HMAC-SHA256 and AES are assumed to be random functions) and trusts the server, its keys and clock. \
        A noised profile is still personal data.\
        """;

    private static final BigDecimal MIN_EPSILON = new BigDecimal("0.001");
    private static final BigDecimal MAX_EPSILON = new BigDecimal("20");
    private static final Duration MIN_EPOCH_LENGTH = Duration.ofSeconds(1);
    private static final Duration MAX_EPOCH_LENGTH = Duration.ofDays(366);
    private static final Duration MAX_HALF_LIFE = Duration.ofDays(36_600);

    /** ε₁ = 1, ε₂ = ½, epochs of a day, a half-life of 30 days: noise of 6.65 and 13.3 event weights per coordinate. */
    public static final ProfilePrivacyParameters DEFAULT = new ProfilePrivacyParameters(
            BigDecimal.ONE, new BigDecimal("0.5"), Duration.ofDays(1), Duration.ofDays(30));

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a component is out of bounds
     */
    public ProfilePrivacyParameters {
        requireWithin("epsilon", epsilon, MIN_EPSILON, MAX_EPSILON);
        requireWithin("publicEpsilon", publicEpsilon, MIN_EPSILON, epsilon);
        requireWithin("epochLength", epochLength, MIN_EPOCH_LENGTH, MAX_EPOCH_LENGTH);
        requireWithin("halfLife", halfLife, epochLength, MAX_HALF_LIFE);
        requireWholeSeconds("epochLength", epochLength);
        requireWholeSeconds("halfLife", halfLife);
        epsilon = canonical(epsilon);
        publicEpsilon = canonical(publicEpsilon);
    }

    private static BigDecimal canonical(BigDecimal epsilon) {
        BigDecimal stripped = epsilon.stripTrailingZeros();
        return stripped.setScale(Math.max(1, stripped.scale()));
    }

    /** ε per event of a noise level. */
    public BigDecimal epsilon(NoiseLevel level) {
        return switch (level) {
            case PARTNER -> epsilon;
            case PUBLIC -> publicEpsilon;
        };
    }

    /** t = ⌈U/ε⌉, computed exactly: one event changes the epoch sums by at most U, so its cost is U/t ≤ ε. */
    public long noiseScaleUnits(NoiseLevel level) {
        return BigDecimal.valueOf(EventContribution.UNIT)
                .divide(epsilon(level), 0, RoundingMode.CEILING)
                .longValueExact();
    }

    /** λ = 2^(−T/h), in (0, 1): the decay factor of a noisy sum per epoch. The same bits on every machine. */
    public double decayFactor() {
        return decayFactor(1);
    }

    /**
     * λⁿ, the decay factor of n epochs.
     *
     * @param epochs n, 0 or more
     * @throws IllegalArgumentException if n is negative
     */
    public double decayFactor(long epochs) {
        if (epochs < 0) {
            throw new IllegalArgumentException("epochs must be at least 0, is %d".formatted(epochs));
        }
        return StrictMath.pow(2, -halfLivesPerEpoch() * epochs);
    }

    /**
     * The limit of the standard deviation of the noise in a coordinate after many epochs, in event weights: (√Var(z)/U)
     * / √(1 − λ²), with the exact variance of the discrete Laplace. The value is published.
     */
    public double noiseStdEventWeights(NoiseLevel level) {
        double perEpoch = noiseDistribution(level).standardDeviation() / EventContribution.UNIT;
        // 1 − λ² = −(exp(−2 ln 2 · T/h) − 1), which does not cancel when T is far below h
        double decayLoss = -StrictMath.expm1(-2 * StrictMath.log(2) * halfLivesPerEpoch());
        return perEpoch / StrictMath.sqrt(decayLoss);
    }

    /** The distribution of one draw of the noise of a level. */
    DiscreteLaplace noiseDistribution(NoiseLevel level) {
        return new DiscreteLaplace(noiseScaleUnits(level));
    }

    /** The distribution of the difference between public and partner noise. */
    NoiseWidening noiseWidening() {
        return new NoiseWidening(noiseScaleUnits(NoiseLevel.PARTNER), noiseScaleUnits(NoiseLevel.PUBLIC));
    }

    /** T/h */
    private double halfLivesPerEpoch() {
        return (double) epochLength.toSeconds() / halfLife.toSeconds();
    }

    private static <T extends Comparable<T>> void requireWithin(String name, T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException("%s must be in [%s, %s], is %s".formatted(name, min, max, value));
        }
    }

    private static void requireWholeSeconds(String name, Duration value) {
        if (!value.equals(Duration.ofSeconds(value.toSeconds()))) {
            throw new IllegalArgumentException("%s must be whole seconds, is %s".formatted(name, value));
        }
    }
}

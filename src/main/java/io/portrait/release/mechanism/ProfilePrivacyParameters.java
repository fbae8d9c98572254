package io.portrait.release.mechanism;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * What is promised about exposed profiles, and the constants of the mechanism that follow from it. Symbols: U is
 * {@value EventContribution#UNIT} units, ε the epsilon, T the epoch length, h the half-life, t the scale of the noise, λ the
 * factor that an exposed sum keeps per epoch.
 *
 * @param epsilon ε₁ per event, 0.001 to 20, of the fine view and of everything that is shown outside together; a decimal,
 *     so that the published number is the one that is proven. Equal numbers are made equal: 1, 1.0 and 1.00 are all 1.0
 * @param publicEpsilon ε₂ per event of the coarse view alone, 0.001 to ε₁
 * @param epochLength T, whole seconds, 1 s to 366 d
 * @param halfLife h, whole seconds, T to 36,600 d
 */
public record ProfilePrivacyParameters(
        BigDecimal epsilon, BigDecimal publicEpsilon, Duration epochLength, Duration halfLife) {

    /** The promise to the people described, word for word as it is published. Its ε is {@link #epsilon}. */
    public static final String CLAIM = """
            For any single behaviour event, everything that all external callers together can ever see of the profile, \
            over any number of requests, is ε-differentially private (ε = 1.0 by default, δ = 0; unit: one event added \
            or removed; discrete Laplace noise, one draw per user, epoch and coordinate). k events: kε. Not hidden: \
            that the user exists, interests that last for long, what internal callers and the person see, and timing \
            on the network. The guarantee is computational (HMAC-SHA256 and AES are assumed to be random functions) \
            and trusts the server, its keys and clock. A noised profile is still personal data.""";

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
        requireWithin("coarseEpsilon", publicEpsilon, MIN_EPSILON, epsilon);
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

    /** What a view costs per event. */
    public BigDecimal epsilon(NoiseLevel level) {
        return switch (level) {
            case PARTNER -> epsilon;
            case PUBLIC -> publicEpsilon;
        };
    }

    /** t = ⌈U/ε⌉, computed exactly: one event moves a cell by at most U, so U/t ≤ ε is what it costs. */
    public long noiseScaleUnits(NoiseLevel level) {
        return BigDecimal.valueOf(EventContribution.UNIT)
                .divide(epsilon(level), 0, RoundingMode.CEILING)
                .longValueExact();
    }

    /** λ = 2^(−T/h), in (0, 1): what an exposed sum keeps per epoch. The same bits on every machine. */
    public double decayFactor() {
        return decayFactor(1);
    }

    /**
     * λⁿ: what is kept after some epochs.
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
     * The standard deviation of the noise in each exposed coordinate of a view, in event weights, to which it tends after many
     * epochs: (√Var(z)/U) / √(1 − λ²), with the exact variance of the discrete Laplace. Made to be published.
     */
    public double noiseStdEventWeights(NoiseLevel level) {
        double perEpoch = noiseDistribution(level).standardDeviation() / EventContribution.UNIT;
        // 1 − λ² = −(exp(−2 ln 2 · T/h) − 1), which does not cancel when T is far below h
        double decayLoss = -StrictMath.expm1(-2 * StrictMath.log(2) * halfLivesPerEpoch());
        return perEpoch / StrictMath.sqrt(decayLoss);
    }

    /** The law of one draw of a view's noise. */
    DiscreteLaplace noiseDistribution(NoiseLevel level) {
        return new DiscreteLaplace(noiseScaleUnits(level));
    }

    /** The law of what the coarse view's noise is more than the fine one's. */
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

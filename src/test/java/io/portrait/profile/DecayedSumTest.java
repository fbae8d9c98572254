package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of the decayed sum against its formula Σ w · 2^(−(T − t)/h), and of its independence of the order of terms. */
class DecayedSumTest {

    private static final long SEED = 20261123;
    private static final long NOW = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-11-23T09:00:00Z"));
    private static final long YEAR = TimeUnit.DAYS.toMicros(365);

    private record WeightedTerm(long atMicros, long units) {}

    @Test
    void isZeroBeforeAnything() {
        assertThat(DecayedSum.ZERO.at(HalfLife.DAY, NOW)).isZero();
        assertThat(DecayedSum.ZERO.plus(HalfLife.DAY, new DecayTime(NOW), 0).at(HalfLife.DAY, NOW))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void halvesAfterAHalfLife(HalfLife halfLife) {
        long start = 1_000 * halfLife.micros();
        DecayedSum one = DecayedSum.ZERO.plus(halfLife, new DecayTime(start), DecayedSum.UNIT);
        assertThat(one.at(halfLife, start)).isEqualTo(1);
        assertThat(one.at(halfLife, start + halfLife.micros())).isEqualTo(0.5);
        assertThat(one.at(halfLife, start + 10 * halfLife.micros())).isEqualTo(1.0 / 1024);
        assertThat(one.at(halfLife, start - halfLife.micros())).isEqualTo(2);
    }

    /**
     * A term is rounded once to an integer m ≥ |units| · 2⁸. Its error is at most half a unit of m, that is 2⁻²⁵ event
     * weights at its own time, and decays with it. The rest of the bound covers the doubles of the comparison.
     */
    @ParameterizedTest
    @EnumSource
    void agreesWithTheFormulaToTwoToTheMinus25PerTerm(HalfLife halfLife) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int run = 0; run < 200; run++) {
            List<WeightedTerm> terms = terms(random, 1 + random.nextInt(100), 15 * halfLife.micros());
            long readAt = NOW + random.nextLong(3 * halfLife.micros());
            double bound = 0;
            for (WeightedTerm term : terms) {
                bound += (0x1p-25 + 1e-12 * Math.abs(weight(term))) * decay(halfLife, term, readAt);
            }
            double error = sum(halfLife, terms).at(halfLife, readAt) - formula(halfLife, terms, readAt);
            assertThat(Math.abs(error)).isLessThanOrEqualTo(bound);
        }
    }

    /**
     * Terms before the two newest bins are dropped. They are older than 16 half-lives, so at most 2⁻¹⁶ of their weight
     * remains.
     */
    @ParameterizedTest
    @EnumSource
    void dropsAtMostTwoToTheMinus16OfOldWeights(HalfLife halfLife) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int run = 0; run < 200; run++) {
            List<WeightedTerm> terms = terms(random, 100, 60 * halfLife.micros());
            double weights =
                    terms.stream().mapToDouble(term -> Math.abs(weight(term))).sum();
            double error = sum(halfLife, terms).at(halfLife, NOW) - formula(halfLife, terms, NOW);
            assertThat(Math.abs(error)).isLessThanOrEqualTo(weights * 0x1p-16 + terms.size() * 0x1p-25);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameRecordInEveryOrder(HalfLife halfLife) {
        Random shuffling = new Random(SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        for (long span : new long[] {halfLife.micros(), 20 * halfLife.micros(), 50 * YEAR}) {
            List<WeightedTerm> terms = terms(random, 40, span);
            DecayedSum expected = sum(halfLife, terms);
            for (int shuffle = 0; shuffle < 1_000; shuffle++) {
                Collections.shuffle(terms, shuffling);
                assertThat(sum(halfLife, terms)).isEqualTo(expected);
            }
        }
    }

    /**
     * Bins are 16 half-lives wide. The terms lie on both sides of each edge, in the same bin, in adjacent bins and
     * further apart.
     */
    @Test
    void isTheSameRecordInEveryOrderAtTheEdgesOfTheBins() {
        Random shuffling = new Random(SEED);
        long bin = 16 * HalfLife.DAY.micros();
        List<WeightedTerm> terms = new ArrayList<>();
        for (long edge : new long[] {0, 1, 2, 3, 5, 40, -1, -7}) {
            for (long offset : new long[] {-1, 0, 1}) {
                terms.add(new WeightedTerm(edge * bin + offset, edge % 2 == 0 ? DecayedSum.UNIT : -DecayedSum.UNIT));
                terms.add(new WeightedTerm(edge * bin + offset, 0));
            }
        }
        DecayedSum expected = sum(HalfLife.DAY, terms);
        for (int shuffle = 0; shuffle < 5_000; shuffle++) {
            Collections.shuffle(terms, shuffling);
            assertThat(sum(HalfLife.DAY, terms)).isEqualTo(expected);
        }
    }

    @Test
    void startsAnewAfterAGapWiderThanBothBins() {
        long later = NOW + 64 * HalfLife.DAY.micros();
        DecayedSum before = DecayedSum.ZERO.plus(HalfLife.DAY, new DecayTime(NOW), DecayedSum.UNIT);
        DecayedSum only = DecayedSum.ZERO.plus(HalfLife.DAY, new DecayTime(later), -7);
        assertThat(before.plus(HalfLife.DAY, new DecayTime(later), -7)).isEqualTo(only);
        assertThat(only.plus(HalfLife.DAY, new DecayTime(NOW), DecayedSum.UNIT)).isEqualTo(only);
    }

    /**
     * The largest terms, at the end of a bin, saturate it after 2²³ terms. A sum close to that stands for all terms but
     * the last.
     */
    @ParameterizedTest
    @EnumSource(HalfLife.class)
    void saturatesTheSameWayInEveryOrder(HalfLife halfLife) {
        Random shuffling = new Random(SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int sign : new int[] {1, -1}) {
            DecayedSum full = new DecayedSum(100, sign * (Long.MAX_VALUE - 3), sign * (Long.MAX_VALUE - 3));
            List<WeightedTerm> terms = saturating(halfLife, random, sign);
            DecayedSum expected = sum(full, halfLife, terms);
            assertThat(expected).isEqualTo(new DecayedSum(100, sign * Long.MAX_VALUE, sign * Long.MAX_VALUE));
            for (int shuffle = 0; shuffle < 1_000; shuffle++) {
                Collections.shuffle(terms, shuffling);
                assertThat(sum(full, halfLife, terms)).isEqualTo(expected);
            }
        }
    }

    private static List<WeightedTerm> saturating(HalfLife halfLife, SplittableRandom random, int sign) {
        List<WeightedTerm> terms = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long halfLifeIndex = 16L * 99 + random.nextInt(32);
            terms.add(new WeightedTerm(halfLifeIndex * halfLife.micros(), sign * random.nextLong(DecayedSum.UNIT)));
        }
        // the smallest terms, which cross the limit one by one
        for (long halfLifeIndex : new long[] {16 * 99, 16 * 100}) {
            terms.add(new WeightedTerm(halfLifeIndex * halfLife.micros(), sign));
            terms.add(new WeightedTerm(halfLifeIndex * halfLife.micros(), sign));
        }
        return terms;
    }

    /**
     * Terms are largest at the end of a bin. Each has an error of at most 2⁻²⁵, so their sum has at most 4·10⁶ · 2⁻²⁵.
     */
    @Test
    void holdsFourMillionEventsBeforeItSaturates() {
        DecayedSum sum = DecayedSum.ZERO;
        long end = 16 * 100 * HalfLife.DAY.micros() - 1;
        for (int i = 0; i < 4_000_000; i++) {
            sum = sum.plus(HalfLife.DAY, new DecayTime(end), DecayedSum.UNIT);
        }
        assertThat(sum.at(HalfLife.DAY, end)).isEqualTo(4e6, within(4e6 * 0x1p-25));
    }

    @ParameterizedTest
    @EnumSource
    void isFiniteAtAnyReadTime(HalfLife halfLife) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int run = 0; run < 2_000; run++) {
            DecayedSum sum = new DecayedSum(random.nextInt(-5_000, 5_000), edge(random), edge(random));
            long readAt = random.nextLong(-200 * YEAR, 200 * YEAR);
            assertThat(sum.at(halfLife, readAt)).as("%s at %d", sum, readAt).isFinite();
        }
    }

    private static long edge(SplittableRandom random) {
        long[] edges = {0, 1, -1, Long.MAX_VALUE, -Long.MAX_VALUE};
        return edges[random.nextInt(edges.length)];
    }

    private static List<WeightedTerm> terms(SplittableRandom random, int count, long span) {
        List<WeightedTerm> terms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            terms.add(new WeightedTerm(
                    NOW - random.nextLong(span), random.nextLong(-DecayedSum.UNIT, DecayedSum.UNIT + 1L)));
        }
        return terms;
    }

    private static DecayedSum sum(HalfLife halfLife, List<WeightedTerm> terms) {
        return sum(DecayedSum.ZERO, halfLife, terms);
    }

    private static DecayedSum sum(DecayedSum from, HalfLife halfLife, List<WeightedTerm> terms) {
        DecayedSum sum = from;
        for (WeightedTerm term : terms) {
            sum = sum.plus(halfLife, new DecayTime(term.atMicros()), term.units());
        }
        return sum;
    }

    private static double formula(HalfLife halfLife, List<WeightedTerm> terms, long readAt) {
        return terms.stream()
                .mapToDouble(term -> weight(term) * decay(halfLife, term, readAt))
                .sum();
    }

    private static double weight(WeightedTerm term) {
        return term.units() / 65_536.0;
    }

    /** e^(−ln 2 · age/h); the age is exact, because it is a difference of whole microseconds. */
    private static double decay(HalfLife halfLife, WeightedTerm term, long readAt) {
        double age = readAt - term.atMicros();
        return Math.exp(-Math.log(2) * age / (halfLife.duration().toSeconds() * 1e6));
    }
}

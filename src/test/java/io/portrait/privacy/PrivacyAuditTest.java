package io.portrait.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import java.math.BigDecimal;
import java.util.function.IntUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The audit of the promise "ε = 1 per event", from outside: many people with one event in epoch 1 and many without, seen
 * through the closed sums of epochs 0 and 1. A mechanism that keeps the promise fails with probability below 1e-9;
 * each mutant breaks it and must fail.
 *
 * <p>Each of the 64 coordinates of a cell is a trial of its own, with or without an event that weighs on it alone: their
 * noise is independent, and the cost of a cell is shared.
 */
class PrivacyAuditTest {

    private static final double EPSILON = 1.0;
    private static final int TRIALS = 20_000;
    private static final int MANY_TRIALS = 200_000;
    private static final ExposurePolicy POLICY = ExposurePolicy.DEFAULT;
    private static final LongVec NOTHING = everywhere(0);
    private static final LongVec ANOTHER_EVENT = everywhere(20_000);
    private static final LongVec EVENT =
            everywhere(Contribution.clipped(DoubleStream.of(3)).units().get(0));
    private static final LongVec UNCLIPPED_EVENT = everywhere(3L * Contribution.UNIT);

    /** How an epoch is closed: rightly, or by a mutant. */
    private interface Closing {
        ExposedSum close(ExposedSum state, Cell cell, NoiseKey key);
    }

    /** One number per trial, made of all that the attacker sees; larger when the event seems to be there. */
    private interface Attack {
        Vec scores(NoiseKey key, boolean event);
    }

    @Test
    void theMechanismKeepsItsPromise() {
        assertThat(audit(MANY_TRIALS, stepOfEpochOne(closing(POLICY), EVENT))).isBetween(0.9, EPSILON);
    }

    @Test
    void halfTheScaleIsCaught() {
        assertThat(audit(TRIALS, stepOfEpochOne(closing(policy("2")), EVENT))).isGreaterThan(EPSILON);
    }

    @Test
    void aScaleTenPercentLowIsCaught() {
        assertThat(audit(MANY_TRIALS, stepOfEpochOne(closing(policy("1.1111")), EVENT)))
                .isGreaterThan(EPSILON);
    }

    @Test
    void anUnclippedWeightIsCaught() {
        assertThat(audit(TRIALS, stepOfEpochOne(closing(POLICY), UNCLIPPED_EVENT)))
                .isGreaterThan(EPSILON);
    }

    @Test
    void anIdleEpochWithoutNoiseIsCaught() {
        Closing mutant = (state, cell, key) -> cell.sums().equals(NOTHING)
                ? new ExposedSum(cell.epoch(), state.sums().map(sum -> POLICY.retention() * sum))
                : state.close(cell, key, POLICY);
        assertThat(audit(TRIALS, stepOfEpochOne(mutant, EVENT))).isGreaterThan(EPSILON);
    }

    @Test
    void theMeanOfTenReadsKeepsThePromiseAndWithFreshNoiseIsCaught() {
        assertThat(audit(TRIALS, meanOfTenReads(read -> 0))).isBetween(0.5, EPSILON);
        assertThat(audit(TRIALS, meanOfTenReads(read -> read))).isGreaterThan(EPSILON);
    }

    @Test
    void aCellClosedAgainWithMoreInItKeepsThePromiseAndWithTheSameNoiseIsCaught() {
        assertThat(audit(TRIALS, differenceOfTwoClosings((state, cell, key) -> state.close(cell, key, POLICY))))
                .isLessThan(EPSILON);
        Closing sameNoise = (state, cell, key) -> {
            ExposedSum noise = state.close(Cell.idle(0, 0, cell.epoch(), Cell.MAX_SIZE), key, POLICY);
            Vec events = Vec.of(cell.sums().stream()
                    .mapToDouble(sum -> (double) sum / Contribution.UNIT)
                    .toArray());
            return new ExposedSum(cell.epoch(), noise.sums().plus(1, events));
        };
        assertThat(audit(TRIALS, differenceOfTwoClosings(sameNoise))).isGreaterThan(EPSILON);
    }

    /** Ten of twenty at 95 %: the textbook interval. The other two have closed forms. */
    @Test
    void theIntervalIsThatOfClopperAndPearson() {
        assertThat(EpsilonAudit.clopperPearsonLow(10, 20, 0.025)).isCloseTo(0.2720, within(5e-5));
        assertThat(EpsilonAudit.clopperPearsonHigh(10, 20, 0.025)).isCloseTo(0.7280, within(5e-5));
        assertThat(EpsilonAudit.clopperPearsonLow(100, 100, 1e-9)).isCloseTo(Math.pow(1e-9, 0.01), within(1e-9));
        assertThat(EpsilonAudit.clopperPearsonLow(1, 100, 1e-9)).isCloseTo(1e-11, within(1e-15));
        assertThat(EpsilonAudit.clopperPearsonLow(0, 100, 1e-9)).isZero();
    }

    private static double audit(int trials, Attack attack) {
        return EpsilonAudit.epsilonAtLeast(scores(trials, attack, true), scores(trials, attack, false));
    }

    private static double[] scores(int trials, Attack attack, boolean event) {
        return IntStream.rangeClosed(0, trials / Cell.MAX_SIZE)
                .mapToObj(cell -> attack.scores(Seeds.noiseKey(event ? 11 : 10, cell), event))
                .flatMapToDouble(Vec::stream)
                .limit(trials)
                .toArray();
    }

    /** Ŝ₁ − λŜ₀: the later sums add nothing that depends on the event. */
    private static Attack stepOfEpochOne(Closing closing, LongVec event) {
        return (key, present) -> {
            ExposedSum zeroth = closing.close(ExposedSum.before(0), cell(0, 0, ANOTHER_EVENT), key);
            ExposedSum first = closing.close(zeroth, cell(0, 1, present ? event : NOTHING), key);
            return first.sums().plus(-POLICY.retention(), zeroth.sums());
        };
    }

    private static Attack meanOfTenReads(IntUnaryOperator incarnation) {
        return (key, present) -> IntStream.range(0, 10)
                .mapToObj(read -> cell(incarnation.applyAsInt(read), 1, present ? EVENT : NOTHING))
                .map(cell -> ExposedSum.before(1).close(cell, key, POLICY).sums())
                .reduce(Vec.zeros(Cell.MAX_SIZE), (sum, read) -> sum.plus(0.1, read));
    }

    private static Attack differenceOfTwoClosings(Closing closing) {
        return (key, present) -> {
            LongVec more = present ? ANOTHER_EVENT.plus(EVENT) : ANOTHER_EVENT;
            ExposedSum once = closing.close(ExposedSum.before(1), cell(0, 1, NOTHING), key);
            ExposedSum again = closing.close(ExposedSum.before(1), cell(0, 1, more), key);
            return again.sums().plus(-1, once.sums());
        };
    }

    private static LongVec everywhere(long units) {
        return LongVec.of(LongStream.generate(() -> units).limit(Cell.MAX_SIZE));
    }

    private static Closing closing(ExposurePolicy policy) {
        return (state, cell, key) -> state.close(cell, key, policy);
    }

    private static Cell cell(int incarnation, long epoch, LongVec sums) {
        return new Cell(incarnation, 0, epoch, sums);
    }

    private static ExposurePolicy policy(String epsilon) {
        return new ExposurePolicy(new BigDecimal(epsilon), POLICY.epochLength(), POLICY.halfLife());
    }
}

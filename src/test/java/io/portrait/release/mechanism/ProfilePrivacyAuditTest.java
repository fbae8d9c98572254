package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import io.portrait.support.ConcurrentTest;
import java.math.BigDecimal;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The black-box audit of the guarantee "ε₁ = 1 per event, and ε₂ = ½ for readers of the public level alone". The
 * attacker sees the noisy sums of many people with and without an event in epoch 1. A correct mechanism fails with
 * probability below 1e-9; each mutant violates the guarantee and must be detected. Prints the table of {@code
 * src/docs/privacy.md}.
 *
 * <p>Each of the 64 coordinates of an epoch is a separate trial with or without an event in it: their noise is
 * independent, and they share the cost of an epoch.
 */
@Tag("slow")
@ConcurrentTest
class ProfilePrivacyAuditTest {

    private static final int TRIALS = 20_000;
    private static final int MANY_TRIALS = 200_000;
    private static final int EPOCHS = 10;
    private static final ProfilePrivacyParameters PARAMETERS = ProfilePrivacyParameters.DEFAULT;
    private static final double EPSILON = PARAMETERS.epsilon(NoiseLevel.PARTNER).doubleValue();
    private static final double PUBLIC_EPSILON =
            PARAMETERS.epsilon(NoiseLevel.PUBLIC).doubleValue();
    private static final LongVec NO_EVENT = inEveryCoordinate(0);
    private static final LongVec ANOTHER_EVENT = inEveryCoordinate(20_000);
    private static final LongVec EVENT =
            inEveryCoordinate(EventContribution.clipped(3).units().get(0));
    private static final LongVec UNCLIPPED_EVENT = inEveryCoordinate(3L * EventContribution.UNIT);

    private static final PrivacyAuditTable TABLE = new PrivacyAuditTable();

    /** The closing of an epoch, by the mechanism or by a mutant. */
    interface EpochClosing {
        NoisySum close(NoisySum state, EpochSums exact, NoiseKey key);
    }

    /** A score per trial, computed from everything that the attacker sees; a large score suggests an event. */
    interface Attack {
        Vec scores(NoiseKey key, boolean event);
    }

    /** An attack with the claimed ε. */
    record ProfileAudit(String name, int trials, double claimed, Attack attack) {

        double certified() {
            return EpsilonAudit.epsilonAtLeast(scores(true), scores(false));
        }

        double certifiedAndRecorded() {
            double found = certified();
            TABLE.add(name, trials, claimed, found);
            return found;
        }

        private double[] scores(boolean event) {
            return IntStream.rangeClosed(0, trials / EpochSums.MAX_SIZE)
                    .mapToObj(person -> attack.scores(TestRandomness.noiseKey(event ? 11 : 10, person), event))
                    .flatMapToDouble(Vec::stream)
                    .limit(trials)
                    .toArray();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<ProfileAudit> attacksOnTheMechanism() {
        EpochClosing correctClosing = closing(PARAMETERS);
        return Stream.of(
                audit(
                        "one read of the partner level",
                        MANY_TRIALS,
                        stepOfEpochOne(correctClosing, EVENT, NoiseLevel.PARTNER)),
                new ProfileAudit(
                        "one read of the public level",
                        MANY_TRIALS,
                        PUBLIC_EPSILON,
                        stepOfEpochOne(correctClosing, EVENT, NoiseLevel.PUBLIC)),
                audit("both levels, read by colluding audiences", MANY_TRIALS, collusion(correctClosing)),
                audit("mean of 10 reads", TRIALS, meanOfReads(10, read -> 0)),
                audit("mean of 100 reads", TRIALS, meanOfReads(100, read -> 0)),
                audit("mean of 10 epochs after the event", TRIALS, meanOfEpochs(ProfilePrivacyAuditTest::decayedSum)),
                audit("an epoch closed twice with different sums", TRIALS, differenceOfTwoClosings(correctClosing)));
    }

    static Stream<ProfileAudit> mutants() {
        EpochClosing idleWithoutNoise = (state, exact, key) -> exact.sums().equals(NO_EVENT)
                ? new NoisySum(exact.epoch(), decayed(state.partnerSums()), decayed(state.publicSums()))
                : state.close(exact, key, PARAMETERS);
        return Stream.of(
                audit(
                        "mutant: scale halved",
                        TRIALS,
                        stepOfEpochOne(closing(parameters("2")), EVENT, NoiseLevel.PARTNER)),
                audit(
                        "mutant: scale 10 % low",
                        MANY_TRIALS, stepOfEpochOne(closing(parameters("1.1111")), EVENT, NoiseLevel.PARTNER)),
                audit("mutant: fresh noise per read, mean of 10", TRIALS, meanOfReads(10, read -> read)),
                audit("mutant: fresh noise per read, mean of 100", TRIALS, meanOfReads(100, read -> read)),
                audit(
                        "mutant: fresh noise per epoch on the running total, mean of 10",
                        TRIALS,
                        meanOfEpochs(ProfilePrivacyAuditTest::noisyTotal)),
                audit(
                        "mutant: idle epochs without noise",
                        TRIALS,
                        stepOfEpochOne(idleWithoutNoise, EVENT, NoiseLevel.PARTNER)),
                audit(
                        "mutant: independent noise for two audiences",
                        TRIALS,
                        collusion(ProfilePrivacyAuditTest::closedIndependently)),
                audit(
                        "mutant: an epoch closed twice with the same noise",
                        TRIALS,
                        differenceOfTwoClosings(ProfilePrivacyAuditTest::closedWithTheSameNoise)),
                audit(
                        "mutant: an unclipped weight",
                        TRIALS,
                        stepOfEpochOne(closing(PARAMETERS), UNCLIPPED_EVENT, NoiseLevel.PARTNER)));
    }

    @ParameterizedTest
    @MethodSource("attacksOnTheMechanism")
    void theMechanismKeepsItsPromiseAgainst(ProfileAudit audit) {
        assertThat(audit.certifiedAndRecorded()).isBetween(-0.01, audit.claimed());
    }

    @ParameterizedTest
    @MethodSource
    void mutants(ProfileAudit audit) {
        assertThat(audit.certifiedAndRecorded()).isGreaterThan(audit.claimed());
    }

    /** A check of the power of the audit: a weak audit would accept any mechanism. */
    @Test
    void theAuditCertifiesMostOfTheTrueEpsilon() {
        assertThat(audit("again", MANY_TRIALS, stepOfEpochOne(closing(PARAMETERS), EVENT, NoiseLevel.PARTNER))
                        .certified())
                .isGreaterThan(0.9 * EPSILON);
    }

    @AfterAll
    static void printTheTable() {
        System.out.println(TABLE);
    }

    /** Reference values: the textbook interval for 10 of 20 at 95 %, and closed forms. */
    @Test
    void theIntervalIsThatOfClopperAndPearson() {
        assertThat(EpsilonAudit.clopperPearsonLow(10, 20, 0.025)).isCloseTo(0.2720, within(5e-5));
        assertThat(EpsilonAudit.clopperPearsonHigh(10, 20, 0.025)).isCloseTo(0.7280, within(5e-5));
        assertThat(EpsilonAudit.clopperPearsonLow(100, 100, 1e-9)).isCloseTo(Math.pow(1e-9, 0.01), within(1e-9));
        assertThat(EpsilonAudit.clopperPearsonLow(1, 100, 1e-9)).isCloseTo(1e-11, within(1e-15));
        assertThat(EpsilonAudit.clopperPearsonLow(0, 100, 1e-9)).isZero();
    }

    private static ProfileAudit audit(String name, int trials, Attack attack) {
        return new ProfileAudit(name, trials, EPSILON, attack);
    }

    /** The attack by Ŝ₁ − λŜ₀; later sums contain no further information about the event. */
    private static Attack stepOfEpochOne(EpochClosing closing, LongVec event, NoiseLevel level) {
        return (key, present) -> step(closing, present ? event : NO_EVENT, key, level);
    }

    private static Vec step(EpochClosing closing, LongVec sums, NoiseKey key, NoiseLevel level) {
        NoisySum zeroth = closing.close(NoisySum.beforeEpoch(0), epochSums(0, 0, ANOTHER_EVENT), key);
        NoisySum first = closing.close(zeroth, epochSums(0, 1, sums), key);
        return first.sums(level).plus(-PARAMETERS.decayFactor(), zeroth.sums(level));
    }

    /** The attack by two audiences: the sum of their log-likelihood ratios as if the noise were independent. */
    private static Attack collusion(EpochClosing closing) {
        return (key, present) -> {
            LongVec sums = present ? EVENT : NO_EVENT;
            Vec partnerScore =
                    step(closing, sums, key, NoiseLevel.PARTNER).map(y -> EPSILON * Math.clamp(2 * y - 1, -1.0, 1.0));
            Vec publicScore = step(closing, sums, key, NoiseLevel.PUBLIC)
                    .map(y -> PUBLIC_EPSILON * Math.clamp(2 * y - 1, -1.0, 1.0));
            return partnerScore.plus(1, publicScore);
        };
    }

    private static Attack meanOfReads(int reads, IntUnaryOperator incarnation) {
        return (key, present) -> IntStream.range(0, reads)
                .mapToObj(read -> epochSums(incarnation.applyAsInt(read), 1, present ? EVENT : NO_EVENT))
                .map(exact ->
                        NoisySum.beforeEpoch(1).close(exact, key, PARAMETERS).partnerSums())
                .reduce(Vec.zeros(EpochSums.MAX_SIZE), (sum, read) -> sum.plus(1.0 / reads, read));
    }

    /** The observation after an epoch when all events are in the first epoch. */
    private interface EpochObservation {
        Vec after(int epochs, LongVec first, NoiseKey key);
    }

    private static Attack meanOfEpochs(EpochObservation observation) {
        return (key, present) -> IntStream.range(0, EPOCHS)
                .mapToObj(epochs -> observation
                        .after(epochs, present ? EVENT : NO_EVENT, key)
                        .map(sum -> sum / PARAMETERS.decayFactor(epochs)))
                .reduce(Vec.zeros(EpochSums.MAX_SIZE), (sum, epoch) -> sum.plus(1.0 / EPOCHS, epoch));
    }

    private static Vec decayedSum(int epochs, LongVec first, NoiseKey key) {
        return NoisySum.beforeEpoch(0)
                .closeThrough(epochs, epoch -> epochSums(0, epoch, epoch == 0 ? first : NO_EVENT), key, PARAMETERS)
                .partnerSums();
    }

    private static Vec noisyTotal(int epochs, LongVec first, NoiseKey key) {
        LongVec total = LongVec.of(first.stream().map(sum -> (long) (sum * PARAMETERS.decayFactor(epochs))));
        return NoisySum.beforeEpoch(epochs)
                .close(epochSums(0, epochs, total), key, PARAMETERS)
                .partnerSums();
    }

    private static Attack differenceOfTwoClosings(EpochClosing closing) {
        return (key, present) -> {
            LongVec larger = present ? ANOTHER_EVENT.plus(EVENT) : ANOTHER_EVENT;
            NoisySum once = closing.close(NoisySum.beforeEpoch(1), epochSums(0, 1, NO_EVENT), key);
            NoisySum again = closing.close(NoisySum.beforeEpoch(1), epochSums(0, 1, larger), key);
            return again.partnerSums().plus(-1, once.partnerSums());
        };
    }

    private static NoisySum closedWithTheSameNoise(NoisySum state, EpochSums exact, NoiseKey key) {
        NoisySum noise = state.close(epochSums(0, exact.epoch(), NO_EVENT), key, PARAMETERS);
        Vec events = Vec.of(exact.sums().stream()
                .mapToDouble(sum -> (double) sum / EventContribution.UNIT)
                .toArray());
        return new NoisySum(
                exact.epoch(),
                noise.partnerSums().plus(1, events),
                noise.publicSums().plus(1, events));
    }

    /** A mutant that draws the public noise independently of the partner noise. */
    private static NoisySum closedIndependently(NoisySum state, EpochSums exact, NoiseKey key) {
        EpochSums other = epochSums(exact.incarnation() + 1, exact.epoch(), exact.sums());
        return new NoisySum(
                exact.epoch(),
                state.close(exact, key, PARAMETERS).partnerSums(),
                state.close(other, key, PARAMETERS).publicSums());
    }

    private static Vec decayed(Vec sums) {
        return sums.map(sum -> PARAMETERS.decayFactor() * sum);
    }

    private static LongVec inEveryCoordinate(long units) {
        return LongVec.of(LongStream.generate(() -> units).limit(EpochSums.MAX_SIZE));
    }

    private static EpochClosing closing(ProfilePrivacyParameters parameters) {
        return (state, exact, key) -> state.close(exact, key, parameters);
    }

    private static EpochSums epochSums(int incarnation, long epoch, LongVec sums) {
        return new EpochSums(incarnation, 0, epoch, sums);
    }

    private static ProfilePrivacyParameters parameters(String epsilon) {
        return new ProfilePrivacyParameters(
                new BigDecimal(epsilon), PARAMETERS.publicEpsilon(), PARAMETERS.epochLength(), PARAMETERS.halfLife());
    }
}

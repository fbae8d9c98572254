package io.portrait.model.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RiskModelTest {

    private static final long HOUR = 3_600_000_000L;

    private static final RiskCapacity CAPACITY = new RiskCapacity(50, 50, 100);

    private final RiskModel model = new RiskModel(CAPACITY, FraudPrior.WEAK);

    /** A thousand payments with twenty cards; all those at terminal 3 are frauds, and labels arrive at once. */
    private void learnFraudsAtTerminalThree() {
        for (int i = 0; i < 1_000; i++) {
            UserId card = card(i % 20);
            String id = Integer.toString(i);
            model.addPayment(card, id, Optional.of("t" + i % 7), payment(i));
            model.addLabel(card, id, i % 7 == 3);
        }
    }

    private static UserId card(int number) {
        return new UserId("card-" + number);
    }

    private static Payment payment(int number) {
        return new Payment(number * HOUR, 20 + number % 13);
    }

    private static CardPayment paymentAt(String terminal) {
        return new CardPayment(Optional.of(card(1)), Optional.of(terminal), payment(1_000));
    }

    @Test
    void terminalWithFraudsRaisesTheRiskAndIsTheFirstReason() {
        learnFraudsAtTerminalThree();
        RiskAssessment risky = model.assess(paymentAt("t3"));
        RiskAssessment safe = model.assess(paymentAt("t2"));
        assertThat(risky.probability()).isGreaterThan(0.5);
        assertThat(safe.probability()).isLessThan(0.05);
        assertThat(risky.reasons().getFirst().code()).isEqualTo("terminal-frauds");
    }

    @Test
    void theReasonsAddUpToTheLogOdds() {
        learnFraudsAtTerminalThree();
        for (String terminal : List.of("t3", "t2", "never-seen")) {
            RiskAssessment assessment = model.assess(paymentAt(terminal));
            double sum = assessment.reasons().stream()
                    .mapToDouble(RiskAssessment.RiskReason::contribution)
                    .sum();
            double p = assessment.probability();
            assertThat(sum).isCloseTo(Math.log(p / (1 - p)), within(1e-9));
        }
    }

    /** If the model is a sum of features, the Shapley value of a group is the sum of its features. */
    @Test
    void attributionOfASumIsThePartOfEachGroup() {
        Vec x = Vec.of(IntStream.range(0, RiskFeatures.SIZE).asDoubleStream().toArray());
        List<RiskAssessment.RiskReason> reasons = RiskAttribution.attribute(
                x, Vec.zeros(RiskFeatures.SIZE), mixed -> 5 + mixed.stream().sum());
        assertThat(contribution(reasons, "baseline")).isCloseTo(5, within(1e-9));
        assertThat(contribution(reasons, "amount")).isCloseTo(0 + 1 + 2, within(1e-9));
        assertThat(contribution(reasons, "card-velocity")).isCloseTo(6 + 7 + 8 + 14, within(1e-9));
        assertThat(contribution(reasons, "time")).isCloseTo(25 + 26, within(1e-9));
        assertThat(reasons.stream()
                        .mapToDouble(RiskAssessment.RiskReason::contribution)
                        .sum())
                .isCloseTo(5 + 26 * 27 / 2.0, within(1e-9));
    }

    private static double contribution(List<RiskAssessment.RiskReason> reasons, String code) {
        return reasons.stream()
                .filter(reason -> reason.code().equals(code))
                .findFirst()
                .orElseThrow()
                .contribution();
    }

    @Test
    void assessingChangesNothing() {
        learnFraudsAtTerminalThree();
        RiskAssessment first = model.assess(paymentAt("t3"));
        IntStream.range(0, 50).forEach(i -> model.assess(paymentAt("t2")));
        assertThat(model.assess(paymentAt("t3"))).isEqualTo(first);
    }

    @Test
    void labelIsLearnedOnceAndIgnoredForAnUnknownPayment() {
        model.addPayment(card(1), "a", Optional.of("t"), payment(1));
        assertThat(model.awaitsLabel(card(1), "a")).isTrue();
        assertThat(model.awaitsLabel(card(2), "a")).isFalse();
        model.addLabel(card(1), "a", true);
        model.addLabel(card(1), "a", true);
        model.addLabel(card(1), "b", true);
        assertThat(model.labels()).isEqualTo(1);
        assertThat(model.payments()).isEqualTo(1);
    }

    @Test
    void restoredModelContinuesIdentically() throws IOException {
        learnFraudsAtTerminalThree();
        model.addPayment(card(1), "waiting", Optional.of("t2"), payment(1_000));
        model.addPayment(card(2), "elsewhere", Optional.empty(), payment(1_001));
        RiskModel restored =
                RiskModel.read(CAPACITY, FraudPrior.WEAK, new DataInputStream(new ByteArrayInputStream(bytes(model))));
        assertThat(bytes(restored)).isEqualTo(bytes(model));
        assertThat(restored.payments()).isEqualTo(1_002);
        assertThat(restored.labels()).isEqualTo(1_000);
        assertThat(restored.history(card(1))).isPresent();
        assertThat(restored.history(card(20))).isEmpty();
        for (RiskModel each : List.of(model, restored)) {
            each.addLabel(card(1), "waiting", true);
            each.addLabel(card(2), "elsewhere", true);
            each.addPayment(card(3), "next", Optional.of("t3"), payment(1_002));
        }
        assertThat(bytes(restored)).isEqualTo(bytes(model));
        assertThat(restored.assess(paymentAt("t3"))).isEqualTo(model.assess(paymentAt("t3")));
    }

    @Test
    void bytesOfAnotherCapacityAreRejected() throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes(model)));
        assertThatIllegalStateException()
                .isThrownBy(() -> RiskModel.read(new RiskCapacity(51, 50, 100), FraudPrior.WEAK, in))
                .withMessageContainingAll("cards=50", "cards=51", "relearn the model");
    }

    @Test
    void labelsEnterTheHistoriesOfCardAndTerminal() {
        model.addPayment(card(1), "a", Optional.of("t"), payment(1));
        Vec before = model.features(new CardPayment(Optional.of(card(1)), Optional.of("t"), payment(2)));
        model.addLabel(card(1), "a", true);
        Vec after = model.features(new CardPayment(Optional.of(card(1)), Optional.of("t"), payment(2)));
        int cardFrauds = RiskFeatures.names().indexOf("card-frauds-30");
        int terminalFrauds = RiskFeatures.names().indexOf("terminal-frauds-30");
        assertThat(before.get(cardFrauds)).isZero();
        assertThat(after.get(cardFrauds)).isEqualTo(Math.log(2));
        assertThat(after.get(terminalFrauds)).isEqualTo(Math.log(2) / 3);
        assertThat(after.get(RiskFeatures.names().indexOf("terminal-count-1"))).isEqualTo(Math.log(2) / 1.5);
    }

    private static byte[] bytes(RiskModel model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Test
    void leastRecentlyUsedEntriesAreEvicted() {
        for (int i = 0; i < 101; i++) {
            model.addPayment(card(i), "x", Optional.of("t" + i), payment(i));
        }
        assertThat(model.awaitsLabel(card(0), "x")).isFalse();
        assertThat(model.awaitsLabel(card(1), "x")).isTrue();
        CardPayment forgotten = new CardPayment(Optional.of(card(0)), Optional.of("t0"), payment(200));
        CardPayment unknown = new CardPayment(Optional.empty(), Optional.empty(), payment(200));
        assertThat(model.features(forgotten)).isEqualTo(model.features(unknown));
    }

    private static final FraudPrior PRIOR = new FraudPrior(0.01, 500);

    @Test
    void withoutLabelsEveryPaymentHasTheBaseRate() {
        RiskModel fresh = new RiskModel(CAPACITY, PRIOR);
        IntStream.range(0, 2_513).forEach(i -> fresh.addPayment(card(i % 50), "p" + i, Optional.of("t1"), payment(i)));
        RiskAssessment assessment = fresh.assess(paymentAt("t1"));
        assertThat(assessment.probability()).isEqualTo(0.01, within(1e-12));
        assertThat(assessment.reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason.code()).isEqualTo("base-rate"));
        assertThat(fresh.hasEvidence()).isFalse();
    }

    /** The base rate after 100 labels with 10 frauds: (10 + 100 · 0.01) / (100 + 100). */
    @Test
    void labelsMoveTheBaseRateAndTheWeightOfTheLearners() {
        RiskModel model = new RiskModel(CAPACITY, PRIOR);
        for (int i = 0; i < 500; i++) {
            model.addPayment(card(i % 50), "p" + i, Optional.of("t" + i % 10), payment(i));
            model.addLabel(card(i % 50), "p" + i, i % 10 == 3);
            if (i == 99) {
                assertThat(model.baseRate()).isEqualTo(0.055, within(1e-12));
                RiskAssessment early = model.assess(paymentAt("t1"));
                assertThat(early.probability()).isBetween(0.02, 0.2);
                assertThat(sum(early)).isEqualTo(logOdds(early.probability()), within(1e-9));
                assertThat(early.reasons()).anyMatch(reason -> reason.code().equals("base-rate"));
            }
        }
        assertThat(model.hasEvidence()).isTrue();
        RiskAssessment risky = model.assess(paymentAt("t3"));
        assertThat(risky.probability()).isEqualTo(model.probability(model.features(paymentAt("t3"))));
        assertThat(risky.reasons()).noneMatch(reason -> reason.code().equals("base-rate"));
    }

    private static double sum(RiskAssessment assessment) {
        return assessment.reasons().stream()
                .mapToDouble(RiskAssessment.RiskReason::contribution)
                .sum();
    }

    private static double logOdds(double p) {
        return Math.log(p / (1 - p));
    }
}

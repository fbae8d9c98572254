package io.portrait.model.click;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdClickModelTest {

    private static final Ad SHOES = new Ad(new ItemId("shoes"), List.of(new Topic("sport")));
    private static final Ad PANS = new Ad(new ItemId("pans"), List.of(new Topic("kitchen")));

    private final AdClickModel model = new AdClickModel(new ClickPrior(0.02, 20), 200);

    /**
     * Users with even numbers click on sport with probability 0.2, the others with 0.02; all click on kitchen with
     * 0.05.
     */
    private void simulate(int views) {
        Random random = new Random(9);
        for (int i = 0; i < views; i++) {
            int number = random.nextInt(100);
            Ad ad = random.nextBoolean() ? SHOES : PANS;
            model.learnView(user(number), ad, i);
            if (random.nextDouble() < rate(number, ad)) {
                model.learnClick(user(number), ad);
            }
        }
    }

    private static double rate(int number, Ad ad) {
        return ad.equals(PANS) ? 0.05 : number % 2 == 0 ? 0.2 : 0.02;
    }

    private static UserId user(int number) {
        return new UserId("u" + number);
    }

    /** With 10,000 views of each the standard deviation is 0.003. */
    @Test
    void predictsTheClickRateWithoutAPerson() {
        simulate(20_000);
        assertThat(model.predict(Optional.empty(), SHOES).probability()).isEqualTo(0.11, within(0.02));
        assertThat(model.predict(Optional.empty(), PANS).probability()).isEqualTo(0.05, within(0.015));
    }

    @Test
    void aClickOnATopicRaisesTheProbabilityForThatTopic() {
        simulate(20_000);
        double even = meanProbability(0);
        double odd = meanProbability(1);
        assertThat(even).isGreaterThan(2 * odd);
        assertThat(even).isEqualTo(0.2, within(0.06));
    }

    private double meanProbability(int remainder) {
        double sum = 0;
        for (int i = remainder; i < 100; i += 2) {
            sum += model.predict(Optional.of(user(i)), SHOES).probability();
        }
        return sum / 50;
    }

    @Test
    void theContributionsAddUpAndThatOfThePersonIsZeroWithoutAPerson() {
        simulate(2_000);
        for (Optional<UserId> user : List.of(Optional.of(user(2)), Optional.<UserId>empty())) {
            ClickPrediction prediction = model.predict(user, SHOES);
            double sum = prediction.base() + prediction.item() + prediction.topics() + prediction.person();
            assertThat(sum).isEqualTo(prediction.probability(), within(1e-12));
        }
        assertThat(model.predict(Optional.empty(), SHOES).person()).isZero();
    }

    @Test
    void viewsAreCountedByPersonItemAndTime() {
        model.learnView(user(1), SHOES, 10);
        model.learnView(user(1), SHOES, 20);
        model.learnView(user(1), PANS, 20);
        model.learnView(user(2), SHOES, 20);
        assertThat(model.viewCount(user(1), SHOES.item(), 0)).isEqualTo(2);
        assertThat(model.viewCount(user(1), SHOES.item(), 10)).isEqualTo(1);
        assertThat(model.viewCount(user(3), SHOES.item(), 0)).isZero();
    }

    private double probability(Ad ad) {
        return model.predict(Optional.empty(), ad).probability();
    }

    @Test
    void anUnknownAdvertisementHasThePriorRateAndNoExamples() {
        ClickPrediction unknown = model.predict(Optional.of(user(1)), SHOES);
        assertThat(unknown.probability()).isEqualTo(0.02, within(1e-12));
        assertThat(unknown.examples()).isZero();
    }

    /** s = 20, so one person changes the rate by at most 1 / 21. */
    @Test
    void onePersonMovesTheRateForOthersByAtMostTheStatedShare() {
        for (int i = 0; i < 1_000; i++) {
            model.learnView(user(1), SHOES, i);
            model.learnClick(user(1), SHOES);
            assertThat(probability(SHOES)).isBetween(0.02, 0.02 + 1.0 / 21);
        }
        assertThat(model.predict(Optional.empty(), SHOES).examples()).isEqualTo(1);
        assertThat(probability(PANS)).isBetween(0.02, 0.02 + 1.0 / 21);
    }

    /** One view, and then clicks without end. */
    @Test
    void clicksWithoutViewsTeachNothingMore() {
        model.learnView(user(1), SHOES, 1);
        IntStream.range(0, 1_000).forEach(i -> model.learnClick(user(1), SHOES));
        assertThat(probability(SHOES)).isBetween(0.02, 0.02 + 1.0 / 21);
        assertThat(model.predict(Optional.of(user(2)), SHOES).probability()).isBetween(0.02, 0.02 + 1.0 / 21);
    }

    /** The standard deviation of 300 clicks is 0.026, and the prior of 20 persons draws 0.3 to 0.2825. */
    @Test
    void aRateIsRightAfterThreeHundredPersons() {
        for (int i = 0; i < 300; i++) {
            model.learnView(new UserId("viewer-" + i), SHOES, i);
            if (i % 10 < 3) {
                model.learnClick(new UserId("viewer-" + i), SHOES);
            }
        }
        assertThat(probability(SHOES)).isEqualTo(0.3, within(0.03));
    }

    @Test
    void aNewAdvertisementHasTheRateOfItsTopic() {
        for (int i = 0; i < 300; i++) {
            model.learnView(new UserId("viewer-" + i), SHOES, i);
            if (i % 10 < 3) {
                model.learnClick(new UserId("viewer-" + i), SHOES);
            }
        }
        assertThat(probability(new Ad(new ItemId("boots"), SHOES.topics()))).isEqualTo(0.3, within(0.03));
    }

    @Test
    void aRestoredModelContinuesIdentically() throws IOException {
        simulate(2_000);
        AdClickModel restored = AdClickModel.read(
                new ClickPrior(0.02, 20), 200, new DataInputStream(new ByteArrayInputStream(bytes(model))));
        assertThat(bytes(restored)).isEqualTo(bytes(model));
        for (AdClickModel each : List.of(model, restored)) {
            each.learnView(user(3), PANS, 1);
            each.learnClick(user(3), PANS);
        }
        assertThat(bytes(restored)).isEqualTo(bytes(model));
        assertThat(restored.predict(Optional.of(user(3)), PANS)).isEqualTo(model.predict(Optional.of(user(3)), PANS));
    }

    private static byte[] bytes(AdClickModel model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}

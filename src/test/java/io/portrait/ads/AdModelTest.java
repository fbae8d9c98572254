package io.portrait.ads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdModelTest {

    private static final Ad SHOES = new Ad(new ItemId("shoes"), List.of(new Topic("sport")));
    private static final Ad PANS = new Ad(new ItemId("pans"), List.of(new Topic("kitchen")));

    private final AdModel model = new AdModel(200);

    /** Even users click on sport one time in five, odd ones one in fifty; on kitchen all one in twenty. */
    private void show(int times) {
        Random random = new Random(9);
        for (int i = 0; i < times; i++) {
            int number = random.nextInt(100);
            Ad ad = random.nextBoolean() ? SHOES : PANS;
            model.show(user(number), ad, i);
            if (random.nextDouble() < rate(number, ad)) {
                model.click(user(number), ad);
            }
        }
    }

    private static double rate(int number, Ad ad) {
        return ad.equals(PANS) ? 0.05 : number % 2 == 0 ? 0.2 : 0.02;
    }

    private static UserId user(int number) {
        return new UserId("u" + number);
    }

    /** 10,000 views of each leave a deviation of 0.003. */
    @Test
    void whereNothingOfThePersonIsUsedTheChanceIsTheRateOfClicks() {
        show(20_000);
        assertThat(model.chance(Optional.empty(), SHOES).probability()).isEqualTo(0.11, within(0.02));
        assertThat(model.chance(Optional.empty(), PANS).probability()).isEqualTo(0.05, within(0.015));
    }

    @Test
    void whoClicksOnATopicIsLikelierToClickOnItAgain() {
        show(20_000);
        double even = mean(0);
        double odd = mean(1);
        assertThat(even).isGreaterThan(2 * odd);
        assertThat(even).isEqualTo(0.2, within(0.06));
    }

    private double mean(int remainder) {
        double sum = 0;
        for (int i = remainder; i < 100; i += 2) {
            sum += model.chance(Optional.of(user(i)), SHOES).probability();
        }
        return sum / 50;
    }

    @Test
    void thePartsAddUpAndWithoutThePersonTheirsIsNothing() {
        show(2_000);
        for (Optional<UserId> user : List.of(Optional.of(user(2)), Optional.<UserId>empty())) {
            ClickChance chance = model.chance(user, SHOES);
            double sum = chance.base() + chance.item() + chance.topics() + chance.person();
            assertThat(sum).isEqualTo(chance.probability(), within(1e-12));
        }
        assertThat(model.chance(Optional.empty(), SHOES).person()).isZero();
    }

    @Test
    void viewsAreCountedByPersonItemAndTime() {
        model.show(user(1), SHOES, 10);
        model.show(user(1), SHOES, 20);
        model.show(user(1), PANS, 20);
        model.show(user(2), SHOES, 20);
        assertThat(model.shown(user(1), SHOES.item(), 0)).isEqualTo(2);
        assertThat(model.shown(user(1), SHOES.item(), 10)).isEqualTo(1);
        assertThat(model.shown(user(3), SHOES.item(), 0)).isZero();
    }
}

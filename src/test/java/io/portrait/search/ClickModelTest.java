package io.portrait.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.ItemId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClickModelTest {

    private static final List<ItemId> GIVEN =
            IntStream.range(0, 6).mapToObj(i -> new ItemId("d" + i)).toList();

    /** The last of the given items is the best. */
    private static final double[] ATTRACTIONS = {0.3, 0.1, 0.2, 0.1, 0.2, 0.8};

    private final ClickModel model = new ClickModel(Examination.unknown(), 2);

    private static void search(ClickModel model, int times) {
        Random random = new Random(3);
        for (int i = 0; i < times; i++) {
            List<ItemId> shown = model.order("q", GIVEN);
            Set<ItemId> clicked = new HashSet<>();
            for (int place = 1; place <= shown.size(); place++) {
                double attraction = ATTRACTIONS[GIVEN.indexOf(shown.get(place - 1))];
                if (random.nextDouble() < attraction / place) {
                    clicked.add(shown.get(place - 1));
                }
            }
            model.learn("q", shown, clicked);
        }
    }

    @Test
    void whereNothingIsKnownTheGivenOrderStays() {
        assertThat(model.order("q", GIVEN)).isEqualTo(GIVEN);
        search(model, 100);
        assertThat(model.order("another", GIVEN)).isEqualTo(GIVEN);
    }

    @Test
    void whatIsClickedFromTheEndOfTheListComesToItsTop() {
        search(model, 1_000);
        assertThat(model.order("q", GIVEN).getFirst()).isEqualTo(GIVEN.getLast());
    }

    /** Clicks say 1/3 of the attraction at place 3; 4,000 looks leave a deviation of 0.01. */
    @Test
    void knownExaminationIsTakenOutOfTheAttraction() {
        ClickModel known = new ClickModel(Examination.known(place -> 1.0 / place), 2);
        Random random = new Random(5);
        for (int i = 0; i < 12_000; i++) {
            known.learn("q", GIVEN, random.nextDouble() < 0.5 / 3 ? Set.of(GIVEN.get(2)) : Set.of());
        }
        assertThat(known.attractions("q", GIVEN).get(2).rate()).isEqualTo(0.5, within(0.04));
    }

    /** Two orders turn about, and each item is as often at either place: only the place makes the difference. */
    @Test
    void examinationIsLearnedFromWhatIsShownAtSeveralPlaces() {
        Random random = new Random(7);
        List<ItemId> pair = GIVEN.subList(0, 2);
        for (int i = 0; i < 20_000; i++) {
            List<ItemId> shown = i % 2 == 0 ? pair : pair.reversed();
            Set<ItemId> clicked = new HashSet<>();
            for (int place = 1; place <= 2; place++) {
                if (random.nextDouble() < 0.4 * (place == 1 ? 1 : 0.25)) {
                    clicked.add(shown.get(place - 1));
                }
            }
            model.learn("q", shown, clicked);
        }
        assertThat(model.examination(1)).isEqualTo(1);
        assertThat(model.examination(2)).isEqualTo(0.25, within(0.05));
    }

    @Test
    void beyondItsBoundTheLongestQuietQueryIsForgotten() {
        search(model, 1_000);
        model.learn("second", GIVEN, Set.of());
        model.learn("third", GIVEN, Set.of());
        assertThat(model.order("q", GIVEN)).isEqualTo(GIVEN);
    }
}

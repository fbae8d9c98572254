package io.portrait.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClickModelTest {

    private static final List<ItemId> GIVEN =
            IntStream.range(0, 6).mapToObj(i -> new ItemId("d" + i)).toList();

    private static final List<Offered> OFFERED = Offered.inOrder(GIVEN);

    private static final Topic SHOES = new Topic("shoes");
    private static final Topic PANS = new Topic("pans");

    /** The last of the given items is the best. */
    private static final double[] ATTRACTIONS = {0.3, 0.1, 0.2, 0.1, 0.2, 0.8};

    private final ClickModel model = new ClickModel(Examination.unknown(), 12);

    /** The items as they were offered, in the order in which they are shown. */
    private static List<Offered> offered(List<ItemId> shown) {
        return shown.stream().map(item -> OFFERED.get(GIVEN.indexOf(item))).toList();
    }

    private static void search(ClickModel model, int times) {
        Random random = new Random(3);
        for (int i = 0; i < times; i++) {
            List<ItemId> shown = model.order("q", OFFERED);
            Set<ItemId> clicked = new HashSet<>();
            for (int place = 1; place <= shown.size(); place++) {
                double attraction = ATTRACTIONS[GIVEN.indexOf(shown.get(place - 1))];
                if (random.nextDouble() < attraction / place) {
                    clicked.add(shown.get(place - 1));
                }
            }
            model.learn("q", offered(shown), clicked);
        }
    }

    @Test
    void whereNothingIsKnownTheGivenOrderStays() {
        assertThat(model.order("q", OFFERED)).isEqualTo(GIVEN);
        search(model, 100);
        assertThat(model.order("another", OFFERED)).isEqualTo(GIVEN);
    }

    @Test
    void whatIsClickedFromTheEndOfTheListComesToItsTop() {
        search(model, 1_000);
        assertThat(model.order("q", OFFERED).getFirst()).isEqualTo(GIVEN.getLast());
    }

    /** Clicks say 1/3 of the attraction at place 3; 4,000 looks leave a deviation of 0.01. */
    @Test
    void knownExaminationIsTakenOutOfTheAttraction() {
        ClickModel known = new ClickModel(Examination.known(place -> 1.0 / place), 12);
        Random random = new Random(5);
        for (int i = 0; i < 12_000; i++) {
            known.learn("q", OFFERED, random.nextDouble() < 0.5 / 3 ? Set.of(GIVEN.get(2)) : Set.of());
        }
        assertThat(known.attractions("q", OFFERED).get(2).rate()).isEqualTo(0.5, within(0.04));
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
            model.learn("q", offered(shown), clicked);
        }
        assertThat(model.examination(1)).isEqualTo(1);
        assertThat(model.examination(2)).isEqualTo(0.25, within(0.05));
    }

    @Test
    void beyondItsBoundTheLongestQuietPairsAreForgotten() {
        search(model, 1_000);
        model.learn("second", OFFERED, Set.of());
        model.learn("third", OFFERED, Set.of());
        assertThat(model.order("q", OFFERED)).isEqualTo(GIVEN);
    }

    /** A lift of 1 but for the rounding would do for an order, yet not for a given order with ties. */
    @Test
    void whereNothingIsKnownEveryLiftIsExactlyOne() {
        search(model, 100);
        assertThat(model.lifts("another", OFFERED)).containsOnly(Lift.NONE);
    }

    @Test
    void howAQueryIsTypedDoesNotMatter() {
        search(model, 1_000);
        assertThat(model.lifts("  Q! ", OFFERED)).isEqualTo(model.lifts("q", OFFERED));
    }

    /** People who ask for running shoes click on shoes, wherever these are; nobody has shown the new pair yet. */
    @Test
    void whatIsKnownOfAQuerysWordsHelpsItemsAndQueriesThatAreNew() {
        ClickModel fresh = new ClickModel(Examination.unknown(), 1_000);
        Offered shoe = new Offered(new ItemId("shoe"), List.of(SHOES), Offered.worthOf(2));
        Offered pan = new Offered(new ItemId("pan"), List.of(PANS), Offered.worthOf(1));
        for (int i = 0; i < 50; i++) {
            fresh.learn("running shoes", List.of(pan, shoe), Set.of(shoe.item()));
        }
        Offered newShoe = new Offered(new ItemId("new-shoe"), List.of(SHOES), Offered.worthOf(2));
        Offered newPan = new Offered(new ItemId("new-pan"), List.of(PANS), Offered.worthOf(1));
        assertThat(fresh.order("red shoes", List.of(newPan, newShoe))).containsExactly(newShoe.item(), newPan.item());
        assertThat(fresh.lifts("red shoes", List.of(newShoe)).getFirst().item()).isEqualTo(1);
        assertThat(fresh.order("red hats", List.of(newPan, newShoe))).containsExactly(newPan.item(), newShoe.item());
    }

    /** A click at the end of the list says more than one at its beginning. */
    @Test
    void aClickWhereFewLookLiftsMore() {
        ClickModel first = new ClickModel(Examination.unknown(), 12);
        first.learn("q", OFFERED, Set.of(GIVEN.get(0)));
        ClickModel last = new ClickModel(Examination.unknown(), 12);
        last.learn("q", OFFERED, Set.of(GIVEN.get(5)));
        assertThat(last.lifts("q", OFFERED).get(5).item())
                .isGreaterThan(2 * first.lifts("q", OFFERED).get(0).item());
    }
}

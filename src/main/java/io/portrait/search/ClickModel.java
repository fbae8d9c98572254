package io.portrait.search;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.search.Tallies.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The position-based model of clicks (N. Craswell et al., WSDM 2008): an item is clicked if its place is looked at and the
 * item attracts. With the places' {@link Examination} θ an item's attraction to those who ask a query is
 *
 * <pre>
 *   α = (clicks + s · prior) / (Σ θ(place) where it was shown + s),   prior = rate · worth · L
 *   L = (clicks of the query's words on the item's topics + t) / (what their worths made one expect + t)
 * </pre>
 *
 * whose prior is the caller's opinion of the item (its worth), and what is known of the query's words and the item's topics:
 * so a query that nobody has asked before, or an item that nobody has seen under it, learns from those that are alike. Where
 * nothing is known L is 1, α is the worth times the same for all, and the given order stays.
 *
 * <p>What was shown is learned as not clicked at once, and each click as another fact: clicks may come in any order, but only
 * after what was shown. The examination depends on the order in a small way, for it is learned from attractions as they are
 * known by then.
 *
 * <p><b>Mutable</b>: there is one owner, who sees to it that nobody asks while it learns.
 */
public final class ClickModel {

    /** What the prior says counts as so many looks at the item. */
    private static final double STRENGTH = 4;

    /** That words say nothing of topics counts as so many clicks. */
    private static final double TOPIC_STRENGTH = 2;

    /** Before any click: one look in ten. */
    private static final double FIRST_RATE = 0.1;

    private static final double FIRST_LOOKS = 20;

    /** A caller who thinks nothing of an item may be wrong: one click is then evidence, but not of infinite weight. */
    private static final double LEAST_WORTH = 0.01;

    private record Pair(String query, ItemId item) {}

    private record Cross(String word, Topic topic) {}

    private final Examination examination;
    private final Tallies<Pair> pairs;
    private final Tallies<Cross> crosses;
    private double clicks = FIRST_RATE * FIRST_LOOKS;
    private double looks = FIRST_LOOKS;
    private double worthLooks = FIRST_LOOKS;

    /** An item and how much it attracts those who ask the query. */
    public record Attraction(ItemId item, double rate) {}

    /**
     * A model that has seen nothing.
     *
     * @param examination modified
     * @param most pairs of a query and an item that are kept, and as many of a word and a topic
     */
    public ClickModel(Examination examination, int most) {
        this.examination = examination;
        this.pairs = new Tallies<>(most);
        this.crosses = new Tallies<>(most);
    }

    /** How likely a place is looked at. */
    public double examination(int place) {
        return examination.at(place);
    }

    /** By how much each item attracts more than its worth says, in the order given. */
    public List<Lift> lifts(String typed, List<Offered> given) {
        Query query = Query.of(typed);
        return given.stream().map(offered -> lift(query, offered)).toList();
    }

    /** How much the items attract, in the order given. */
    public List<Attraction> attractions(String typed, List<Offered> given) {
        List<Lift> lifts = lifts(typed, given);
        List<Attraction> attractions = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            double rate = rate() * given.get(i).worth() * lifts.get(i).product();
            attractions.add(new Attraction(given.get(i).item(), rate));
        }
        return attractions;
    }

    /** The items by their attraction, the most attractive first. */
    public List<ItemId> order(String typed, List<Offered> given) {
        return attractions(typed, given).stream()
                .sorted(Comparator.comparingDouble(Attraction::rate).reversed())
                .map(Attraction::item)
                .toList();
    }

    /** Of all items, where they are looked at. */
    private double rate() {
        return clicks / looks;
    }

    private Lift lift(Query query, Offered offered) {
        double topics = topicLift(query, offered.topics());
        double prior = rate() * Math.max(LEAST_WORTH, offered.worth()) * topics;
        return pairs.find(new Pair(query.text(), offered.item()))
                .map(known -> new Lift(topics, (known.clicks() / prior + STRENGTH) / (known.looks() + STRENGTH)))
                .orElse(new Lift(topics, 1));
    }

    /** L; exactly 1 where nothing is known. */
    private double topicLift(Query query, List<Topic> topics) {
        List<Tally> known = crosses(query, topics)
                .flatMap(cross -> crosses.find(cross).stream())
                .toList();
        double clicked = known.stream().mapToDouble(Tally::clicks).sum();
        double expected =
                clicks / worthLooks * known.stream().mapToDouble(Tally::looks).sum();
        return known.isEmpty() ? 1 : (clicked + TOPIC_STRENGTH) / (expected + TOPIC_STRENGTH);
    }

    private static Stream<Cross> crosses(Query query, List<Topic> topics) {
        return query.words().stream().flatMap(word -> topics.stream().map(topic -> new Cross(word, topic)));
    }

    /**
     * Learns that a list was shown.
     *
     * @param shown from the top down
     */
    public void show(String typed, List<Offered> shown) {
        Query query = Query.of(typed);
        for (int i = 0; i < shown.size(); i++) {
            show(query, shown.get(i), i + 1);
        }
    }

    private void show(Query query, Offered offered, int place) {
        Tally pair = pairs.meet(new Pair(query.text(), offered.item()));
        double looked = examination.at(place);
        examination.show(place, (pair.clicks() + STRENGTH * rate()) / (pair.looks() + STRENGTH));
        pair.look(looked);
        looks += looked;
        double worthLooked = looked * Math.max(LEAST_WORTH, offered.worth());
        worthLooks += worthLooked;
        crosses(query, offered.topics()).forEach(cross -> crosses.meet(cross).look(worthLooked));
    }

    /** Learns that an item was clicked in a list that was shown. */
    public void click(String typed, Offered offered, int place) {
        Query query = Query.of(typed);
        examination.click(place);
        pairs.meet(new Pair(query.text(), offered.item())).click();
        clicks++;
        crosses(query, offered.topics()).forEach(cross -> crosses.meet(cross).click());
    }

    /**
     * Learns what became of a list.
     *
     * @param shown from the top down
     */
    public void learn(String typed, List<Offered> shown, Set<ItemId> clicked) {
        show(typed, shown);
        for (int i = 0; i < shown.size(); i++) {
            if (clicked.contains(shown.get(i).item())) {
                click(typed, shown.get(i), i + 1);
            }
        }
    }
}

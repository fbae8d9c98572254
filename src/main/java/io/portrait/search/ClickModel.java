package io.portrait.search;

import io.portrait.kernel.ItemId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The position-based model of clicks (N. Craswell et al., WSDM 2008): an item is clicked if its place is looked at and the
 * item attracts. With the places' {@link Examination} θ an item's attraction to those who ask a query is
 *
 * <pre>
 *   α = (clicks + s · prior) / (Σ θ(place) where it was shown + s)
 * </pre>
 *
 * whose prior falls with the place that the caller gave the item: where nothing is known the given order stays.
 *
 * <p><b>Mutable</b>: there is one owner, who sees to it that nobody asks while it learns. It keeps a bounded number of
 * queries, the longest quiet is forgotten.
 */
public final class ClickModel {

    /** What the place says counts as so many looks at the item. */
    private static final double STRENGTH = 4;

    /** Before any click: one look in ten. */
    private static final double FIRST_RATE = 0.1;

    private static final double FIRST_LOOKS = 20;

    private static final class Item {

        private double clicks;
        private double looks;
    }

    private final Examination examination;
    private final int queries;
    private final LinkedHashMap<String, Map<ItemId, Item>> items = new LinkedHashMap<>();
    private double clicks = FIRST_RATE * FIRST_LOOKS;
    private double looks = FIRST_LOOKS;

    /** An item and how much it attracts those who ask the query. */
    public record Attraction(ItemId item, double rate) {}

    /**
     * A model that has seen nothing.
     *
     * @param examination modified
     * @param queries that are kept
     */
    public ClickModel(Examination examination, int queries) {
        this.examination = examination;
        this.queries = queries;
    }

    /** How likely a place is looked at. */
    public double examination(int place) {
        return examination.at(place);
    }

    /**
     * How much the items attract, in the order given.
     *
     * @param given the caller's order, each item once
     */
    public List<Attraction> attractions(String query, List<ItemId> given) {
        List<Attraction> attractions = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            attractions.add(new Attraction(given.get(i), attraction(query, given.get(i), i + 1)));
        }
        return attractions;
    }

    /** The items by their attraction, the most attractive first. */
    public List<ItemId> order(String query, List<ItemId> given) {
        return attractions(query, given).stream()
                .sorted(Comparator.comparingDouble(Attraction::rate).reversed())
                .map(Attraction::item)
                .toList();
    }

    private double attraction(String query, ItemId id, int givenPlace) {
        Item item = items.getOrDefault(query, Map.of()).getOrDefault(id, new Item());
        return (item.clicks + STRENGTH * prior(givenPlace)) / (item.looks + STRENGTH);
    }

    /** The mean rate of all, times the place's worth in discounted cumulative gain. */
    private double prior(int givenPlace) {
        return clicks / looks * Math.log(2) / Math.log(givenPlace + 1);
    }

    /**
     * Learns what became of a list.
     *
     * @param shown from the top down
     */
    public void learn(String query, List<ItemId> shown, Set<ItemId> clicked) {
        Map<ItemId, Item> known = items.computeIfAbsent(query, unknown -> new HashMap<>());
        items.putLast(query, known);
        if (items.size() > queries) {
            items.pollFirstEntry();
        }
        for (int i = 0; i < shown.size(); i++) {
            Item item = known.computeIfAbsent(shown.get(i), unknown -> new Item());
            learn(item, i + 1, clicked.contains(shown.get(i)));
        }
    }

    private void learn(Item item, int place, boolean clicked) {
        double rate = (item.clicks + STRENGTH * clicks / looks) / (item.looks + STRENGTH);
        examination.learn(place, rate, clicked);
        double looked = examination.at(place);
        item.looks += looked;
        looks += looked;
        item.clicks += clicked ? 1 : 0;
        clicks += clicked ? 1 : 0;
    }
}

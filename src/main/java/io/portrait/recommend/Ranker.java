package io.portrait.recommend;

import io.portrait.catalog.Catalogue;
import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.nextitem.Reason;
import io.portrait.nextitem.Suggestion;
import io.portrait.recommend.Recommender.Recommendations;
import io.portrait.search.Lift;
import io.portrait.search.Offered;
import io.portrait.shared.NextItems;
import io.portrait.shared.NextItems.Compared;
import io.portrait.shared.Searches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Brings a caller's list into an order for a person. The caller's order is worth something: a place in it counts
 * 1/log₂(place + 1), as in discounted cumulative gain, times the item's lift, by how much the person is likelier to turn
 * to it than anybody; and of a search times what clicks in earlier lists say of the item under the query ({@link Lift}).
 * Where nothing is known, of the person and of the query, every factor is exactly 1, and the order stays.
 */
@Component
public class Ranker {

    /** What little is known of an item must not carry it from the end of the list to its beginning. */
    private static final double MOST_LIFT = 20;

    private final NextItems nextItems;
    private final Searches searches;
    private final Catalogue catalogue;
    private final Impressions impressions;

    Ranker(NextItems nextItems, Searches searches, Catalogue catalogue, Impressions impressions) {
        this.nextItems = nextItems;
        this.searches = searches;
        this.catalogue = catalogue;
        this.impressions = impressions;
    }

    /**
     * Ranks.
     *
     * @return all of them, the best first; those of topics that the person never wants at the end
     */
    public Recommendations rank(Asked asked) {
        List<Correction> said = asked.said();
        List<ItemId> ids = asked.items();
        Map<ItemId, Item> known = asked.goesByTopics() ? catalogue.current(new HashSet<>(ids)) : Map.of();
        Map<ItemId, Compared> compared = nextItems.compare(asked.user(), ids, asked.explain()).stream()
                .collect(Collectors.toMap(each -> each.suggestion().item(), Function.identity()));
        List<Lift> lifts = lifts(asked, known);
        List<Recommended> ranked = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Optional<Compared> chance = Optional.ofNullable(compared.get(ids.get(i)));
            Suggestion scored = scored(asked.offers().get(i), asked.worth(i), chance);
            Suggestion lifted = lifted(scored, lifts.get(i));
            ranked.add(Candidate.of(lifted, Optional.ofNullable(known.get(ids.get(i))), said)
                    .explained()
                    .withProbability(
                            chance.map(each -> each.suggestion().probability()).orElse(0.0)));
        }
        ranked.sort(Comparator.comparingDouble(Recommended::score).reversed());
        return impressions.noted(asked, ranked);
    }

    private List<Lift> lifts(Asked asked, Map<ItemId, Item> known) {
        return asked.query()
                .map(query -> searches.lifts(query, offered(asked, known)))
                .orElseGet(() -> Collections.nCopies(asked.offers().size(), Lift.NONE));
    }

    private static List<Offered> offered(Asked asked, Map<ItemId, Item> known) {
        Map<ItemId, Double> worths = asked.relativeWorths();
        return asked.offers().stream()
                .map(offer -> new Offered(
                        offer.item(),
                        Optional.ofNullable(known.get(offer.item()))
                                .map(Item::topics)
                                .orElse(offer.topics()),
                        worths.getOrDefault(offer.item(), 0.0)))
                .toList();
    }

    /** Each factor adds what it changes, so that the reasons still add up to the score. */
    private static Suggestion lifted(Suggestion scored, Lift lift) {
        if (lift.equals(Lift.NONE)) {
            return scored;
        }
        double byTopics = scored.probability() * Math.min(MOST_LIFT, lift.topics());
        double byItem = byTopics * Math.min(MOST_LIFT, lift.item());
        List<Reason> reasons = new ArrayList<>(scored.reasons());
        if (lift.topics() != 1) {
            reasons.add(new Reason.Feature("query-topics", byTopics - scored.probability()));
        }
        if (lift.item() != 1) {
            reasons.add(new Reason.Feature("query-item", byItem - byTopics));
        }
        return new Suggestion(scored.item(), byItem, scored.topics(), reasons);
    }

    /** Of an item that nobody has chosen only its place speaks. */
    private static Suggestion scored(Offer offer, double worth, Optional<Compared> compared) {
        return compared.map(each -> {
                    Suggestion own = each.suggestion();
                    double lift = Math.min(MOST_LIFT, own.probability() / each.typical());
                    double factor = worth * lift / own.probability();
                    return new Suggestion(
                            offer.item(),
                            worth * lift,
                            offer.topics().isEmpty() ? own.topics() : offer.topics(),
                            own.reasons().stream()
                                    .map(reason -> reason.times(factor))
                                    .toList());
                })
                .orElseGet(() -> new Suggestion(
                        offer.item(), worth, offer.topics(), List.of(new Reason.Feature("given-order", worth))));
    }
}

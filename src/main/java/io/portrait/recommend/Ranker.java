package io.portrait.recommend;

import io.portrait.catalog.Catalogue;
import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.nextitem.Reason;
import io.portrait.nextitem.Suggestion;
import io.portrait.shared.NextItems;
import io.portrait.shared.NextItems.Compared;
import java.util.ArrayList;
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
 * to it than anybody. Of somebody of whom nothing is known every lift is 1, and the order stays.
 */
@Component
public class Ranker {

    /** What little is known of an item must not carry it from the end of the list to its beginning. */
    private static final double MOST_LIFT = 20;

    private final NextItems nextItems;
    private final Catalogue catalogue;
    private final Corrections corrections;

    Ranker(NextItems nextItems, Catalogue catalogue, Corrections corrections) {
        this.nextItems = nextItems;
        this.catalogue = catalogue;
        this.corrections = corrections;
    }

    /**
     * Ranks.
     *
     * @param user nobody where what is known of the person may not be used
     * @param items each once, in the caller's order; where they have scores these count, not the places
     * @param explain whether with reasons
     * @return all of them, the best first; those of topics that the person never wants at the end
     */
    public List<Recommended> rank(Optional<UserId> user, List<Offer> items, boolean explain) {
        List<Correction> said = user.map(corrections::of).orElse(List.of());
        List<ItemId> ids = items.stream().map(Offer::item).toList();
        Map<ItemId, Item> known = catalogue.current(new HashSet<>(ids));
        Map<ItemId, Compared> compared = nextItems.compare(user, ids, explain).stream()
                .collect(Collectors.toMap(each -> each.suggestion().item(), Function.identity()));
        List<Recommended> ranked = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Optional<Compared> chance = Optional.ofNullable(compared.get(ids.get(i)));
            Suggestion scored = scored(ids.get(i), items.get(i).score().orElse(worth(i + 1)), chance);
            ranked.add(Candidate.of(scored, Optional.ofNullable(known.get(ids.get(i))), said)
                    .explained()
                    .withProbability(
                            chance.map(each -> each.suggestion().probability()).orElse(0.0)));
        }
        ranked.sort(Comparator.comparingDouble(Recommended::score).reversed());
        return ranked;
    }

    private static double worth(int place) {
        return Math.log(2) / Math.log(place + 1);
    }

    /** Of an item that nobody has chosen only its place speaks. */
    private static Suggestion scored(ItemId item, double worth, Optional<Compared> compared) {
        return compared.map(each -> {
                    Suggestion own = each.suggestion();
                    double lift = Math.min(MOST_LIFT, own.probability() / each.typical());
                    double factor = worth * lift / own.probability();
                    return new Suggestion(
                            item,
                            worth * lift,
                            own.topics(),
                            own.reasons().stream()
                                    .map(reason -> reason.times(factor))
                                    .toList());
                })
                .orElseGet(() ->
                        new Suggestion(item, worth, List.of(), List.of(new Reason.Feature("given-order", worth))));
    }
}

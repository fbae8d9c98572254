package io.portrait.recommend;

import io.portrait.catalog.Catalogue;
import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.nextitem.Suggestion;
import io.portrait.shared.NextItems;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Recommendations: the shared layer's suggestions without what the person, the catalogue or the purpose rule out. */
@Component
public class Recommender {

    private static final int WIDER = 8;

    /**
     * What is asked for.
     *
     * @param user nobody where what is known of the person may not be used
     * @param category only items about this topic
     * @param explain whether with reasons
     */
    public record Wish(Optional<UserId> user, Purpose purpose, Optional<Topic> category, int limit, boolean explain) {}

    /** A list and the id that it is kept under. */
    public record Recommendations(List<Recommended> items, UUID impression) {

        public Recommendations {
            items = List.copyOf(items);
        }
    }

    private final NextItems nextItems;
    private final Catalogue catalogue;
    private final Corrections corrections;
    private final Impressions impressions;
    private final RecommendProperties properties;
    private final Clock clock;

    Recommender(
            NextItems nextItems,
            Catalogue catalogue,
            Corrections corrections,
            Impressions impressions,
            RecommendProperties properties,
            Clock clock) {
        this.nextItems = nextItems;
        this.catalogue = catalogue;
        this.corrections = corrections;
        this.impressions = impressions;
        this.properties = properties;
        this.clock = clock;
    }

    /** A list for a person. One who is not known gets what is popular. */
    public Recommendations recommend(Wish wish) {
        List<Correction> said = wish.user().map(corrections::of).orElse(List.of());
        List<Candidate> list = Diversity.pick(candidates(wish, said), properties.diversity(), wish.limit());
        List<Recommended> items = wish.explain()
                ? explained(wish, said, list)
                : list.stream()
                        .map(candidate -> candidate.explained().withoutReasons())
                        .toList();
        UUID id = UUID.randomUUID();
        wish.user().ifPresent(user -> impressions.note(impression(id, user, wish.purpose(), items)));
        return new Recommendations(items, id);
    }

    private Impression impression(UUID id, UserId user, Purpose purpose, List<Recommended> items) {
        return new Impression(
                id,
                user,
                purpose.name().toLowerCase(Locale.ROOT),
                clock.instant(),
                items.stream()
                        .map(item -> new Impression.Placed(item.item(), 1))
                        .toList());
    }

    /** More are looked at where the filters leave too few. */
    private List<Candidate> candidates(Wish wish, List<Correction> said) {
        int looked = Math.max(properties.candidates(), wish.limit());
        while (true) {
            List<Suggestion> suggestions =
                    nextItems.suggest(wish.user(), wish.purpose().repeats(), looked);
            List<Candidate> fitting = fitting(wish, said, suggestions);
            if (fitting.size() >= wish.limit() || suggestions.size() < looked) {
                return fitting;
            }
            looked *= WIDER;
        }
    }

    private List<Candidate> fitting(Wish wish, List<Correction> said, List<Suggestion> suggestions) {
        Map<ItemId, Item> items = catalogue.current(ids(suggestions));
        Set<ItemId> deleted = catalogue.deleted(ids(suggestions));
        return suggestions.stream()
                .filter(suggestion -> !deleted.contains(suggestion.item()))
                .map(suggestion -> Candidate.of(suggestion, Optional.ofNullable(items.get(suggestion.item())), said))
                .filter(Candidate::isWanted)
                .filter(candidate -> wish.category().map(candidate::isAbout).orElse(true))
                .toList();
    }

    private static Set<ItemId> ids(List<Suggestion> suggestions) {
        return suggestions.stream().map(Suggestion::item).collect(Collectors.toSet());
    }

    private List<Recommended> explained(Wish wish, List<Correction> said, List<Candidate> list) {
        List<ItemId> ids =
                list.stream().map(candidate -> candidate.suggestion().item()).toList();
        List<Suggestion> reasoned =
                nextItems.explain(wish.user(), wish.purpose().repeats(), ids);
        Map<ItemId, Item> items = catalogue.current(ids(reasoned));
        return reasoned.stream()
                .map(suggestion -> Candidate.of(suggestion, Optional.ofNullable(items.get(suggestion.item())), said))
                .map(Candidate::explained)
                .toList();
    }

    /** What the probability of an item would be if the person had never turned to another; empty if one is not known. */
    public OptionalDouble probabilityWithout(UserId user, Purpose purpose, ItemId item, ItemId without) {
        return nextItems.probabilityWithout(user, purpose.repeats(), item, without);
    }
}

package io.portrait.recommend;

import io.portrait.catalog.Catalogue;
import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.nextitem.Suggested;
import io.portrait.nextitem.Suggestion;
import io.portrait.nextitem.Voices;
import io.portrait.recommend.Impression.Lot;
import io.portrait.shared.NextItems;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Recommendations: the shared layer's suggestions without what the person, the catalogue or the purpose rule out. */
@Component
public class Recommender {

    private static final int WIDER = 8;
    private static final int SHORTEST_EXPLORED = 3;

    /** Items that may take the last place. */
    private static final int RIVALS = 20;

    /**
     * What is asked for.
     *
     * @param person nobody where what is known of the person may not be used
     * @param category only items about this topic
     * @param explain whether with reasons
     */
    public record Wish(Optional<Person> person, Purpose purpose, Optional<Topic> category, int limit, boolean explain)
            implements AboutSomebody {}

    /** A list and the id that it is kept under. */
    public record Recommendations(List<Recommended> items, UUID impression) {

        public Recommendations {
            items = List.copyOf(items);
        }
    }

    private final NextItems nextItems;
    private final Catalogue catalogue;
    private final Impressions impressions;
    private final RecommendProperties properties;
    private final Clock clock;

    Recommender(
            NextItems nextItems,
            Catalogue catalogue,
            Impressions impressions,
            RecommendProperties properties,
            Clock clock) {
        this.nextItems = nextItems;
        this.catalogue = catalogue;
        this.impressions = impressions;
        this.properties = properties;
        this.clock = clock;
    }

    /** A list for a person. One who is not known gets what is popular. */
    public Recommendations recommend(Wish wish) {
        Sifted sifted = sift(wish);
        List<Candidate> best = Diversity.pick(sifted.candidates(), properties.diversity(), wish.limit());
        Served served = explored(wish, best, sifted);
        List<Recommended> items = wish.explain()
                ? explained(wish, served.list())
                : served.list().stream()
                        .map(candidate -> candidate.explained().withoutReasons())
                        .toList();
        UUID id = UUID.randomUUID();
        wish.user().ifPresent(user -> impressions.note(impression(id, user, wish.purpose(), served)));
        return new Recommendations(items, id);
    }

    /**
     * A list with the item in its last place, and how probable that was.
     *
     * @param propensity of the last; all others are where they are for sure
     * @param lot what the last was drawn from, if it was
     */
    private record Served(List<Candidate> list, double propensity, Optional<Lot> lot) {

        static Served asTheyAre(List<Candidate> list) {
            return new Served(list, 1, Optional.empty());
        }

        static Served drawn(List<Candidate> above, List<Candidate> rivals, Exploration.Pick pick) {
            List<Candidate> list = Stream.concat(above.stream(), Stream.of(rivals.get(pick.index())))
                    .toList();
            List<ItemId> items =
                    rivals.stream().map(rival -> rival.suggestion().item()).toList();
            return new Served(list, pick.propensity(), Optional.of(new Lot(items, pick.chances())));
        }
    }

    /** Now and then the last place of a longer list goes to one of the next items. */
    private Served explored(Wish wish, List<Candidate> best, Sifted sifted) {
        if (best.size() < Math.max(SHORTEST_EXPLORED, wish.limit())
                || wish.user().isEmpty()) {
            return Served.asTheyAre(best);
        }
        List<Candidate> above = best.subList(0, best.size() - 1);
        List<Candidate> rivals = Stream.concat(
                        Stream.of(best.getLast()),
                        sifted.candidates().stream().filter(candidate -> !best.contains(candidate)))
                .limit(RIVALS)
                .toList();
        Voices voices = sifted.suggested()
                .voicesOf(
                        rivals.stream().map(rival -> rival.suggestion().item()).toList());
        Exploration.Pick pick = Exploration.pick(voices, properties.exploration(), ThreadLocalRandom.current());
        return Served.drawn(above, rivals, pick);
    }

    private Impression impression(UUID id, UserId user, Purpose purpose, Served served) {
        int last = served.list().size() - 1;
        return new Impression(
                id,
                user,
                purpose.name().toLowerCase(Locale.ROOT),
                clock.instant(),
                IntStream.rangeClosed(0, last)
                        .mapToObj(i -> new Impression.Placed(
                                served.list().get(i).suggestion().item(), i == last ? served.propensity() : 1))
                        .toList(),
                served.lot(),
                Optional.empty());
    }

    /** What was suggested, and what the filters left of it. */
    private record Sifted(Suggested suggested, List<Candidate> candidates) {}

    /** More are looked at where the filters leave too few. */
    private Sifted sift(Wish wish) {
        int looked = Math.max(properties.candidates(), wish.limit());
        while (true) {
            Suggested suggested = nextItems.suggest(wish.user(), wish.purpose().repeats(), looked);
            List<Candidate> fitting = fitting(wish, suggested.items());
            if (fitting.size() >= wish.limit() || suggested.items().size() < looked) {
                return new Sifted(suggested, fitting);
            }
            looked *= WIDER;
        }
    }

    private List<Candidate> fitting(Wish wish, List<Suggestion> suggestions) {
        Map<ItemId, Item> items = catalogue.current(ids(suggestions));
        Set<ItemId> deleted = catalogue.deleted(ids(suggestions));
        return suggestions.stream()
                .filter(suggestion -> !deleted.contains(suggestion.item()))
                .map(suggestion ->
                        Candidate.of(suggestion, Optional.ofNullable(items.get(suggestion.item())), wish.said()))
                .filter(Candidate::isWanted)
                .filter(candidate -> wish.category().map(candidate::isAbout).orElse(true))
                .toList();
    }

    private static Set<ItemId> ids(List<Suggestion> suggestions) {
        return suggestions.stream().map(Suggestion::item).collect(Collectors.toSet());
    }

    private List<Recommended> explained(Wish wish, List<Candidate> list) {
        List<ItemId> ids =
                list.stream().map(candidate -> candidate.suggestion().item()).toList();
        List<Suggestion> reasoned =
                nextItems.explain(wish.user(), wish.purpose().repeats(), ids);
        Map<ItemId, Item> items = catalogue.current(ids(reasoned));
        return reasoned.stream()
                .map(suggestion ->
                        Candidate.of(suggestion, Optional.ofNullable(items.get(suggestion.item())), wish.said()))
                .map(Candidate::explained)
                .toList();
    }

    /**
     * What an item would be to the person if they had never turned to another; empty if one is not known. What they have
     * said of its topics counts as in every list.
     */
    public Optional<Recommended> without(Person person, Purpose purpose, ItemId item, ItemId other) {
        OptionalDouble probability = nextItems.probabilityWithout(person.id(), purpose.repeats(), item, other);
        return probability.isEmpty()
                ? Optional.empty()
                : Optional.of(corrected(person, item, probability.getAsDouble()).withoutReasons());
    }

    private Recommended corrected(Person person, ItemId item, double probability) {
        Suggestion suggestion = new Suggestion(item, probability, nextItems.topics(item), List.of());
        return Candidate.of(suggestion, catalogue.find(item), person.said()).explained();
    }
}

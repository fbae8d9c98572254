package io.portrait.model.searchclick;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.LruMap;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Position-based click model of search results (N. Craswell et al., WSDM 2008): an item is clicked if its position is
 * examined and the item is attractive. With the {@link ExaminationProbabilities} θ the attraction of an item under a
 * query is
 *
 * <pre>
 *   α = (clicks + s · prior) / (Σ θ(position) over its appearances + s),   prior = rate · relevance · L
 *   L = (clicks of the query's words on the item's topics + t) / (clicks expected from the prior relevance + t)
 * </pre>
 *
 * where the relevance is that of the caller. The lift L generalises over words and topics: a new query, or an item that
 * is new under a query, uses the clicks of similar ones. Without data L is 1 and α is proportional to the relevance, so
 * that the given order stays.
 *
 * <p>A person counts once: a query is learned only from the first search of a person for it, and a word only from the first
 * search with it. The click rate and the examination are learned from the first of all searches of the person. A single person
 * changes a lift by at most a twentieth for everybody. From {@value #MIN_PERSONS} persons on the clicks count in full.
 *
 * <p>A shown item is learned as not clicked at once, and a click is learned when it arrives: clicks may arrive in any
 * order, but after their list. The examination depends slightly on this order, because it is learned from the
 * attractions known at the time.
 *
 * <p><b>Mutable</b>: the owner must exclude queries while the model learns. A query costs O(words · topics) per item.
 */
public final class PositionBasedClickModel {

    /** s: the weight of the prior, as a number of examinations. */
    private static final double PRIOR_EXAMINATIONS = 4;

    /** t: the weight of the prior lift of 1, as a number of clicks. */
    private static final double PRIOR_TOPIC_CLICKS = 2;

    /** The prior probability of a click on an examined item. */
    private static final double INITIAL_CLICK_RATE = 0.1;

    private static final double INITIAL_EXAMINATIONS = 20;

    /** A lower bound of the relevance in the prior, so that one click on an item of relevance 0 has a finite weight. */
    private static final double MIN_PRIOR_RELEVANCE = 0.01;

    private record QueryItem(String query, ItemId item) {}

    private record WordTopic(String word, Topic topic) {}

    /** The number of persons from which on the lift by their clicks is not limited. */
    private static final int MIN_PERSONS = 2;

    /** The largest change of a lift by a person below that number. */
    private static final double MAX_LIFT_PER_PERSON = 0.05;

    /** The clicks on an item, the persons who clicked and who saw it, and the sum of its examination probabilities. */
    private static final class ClickCount {

        private double clicks;
        private double examinations;
        private long clickedPersons;
        private long shownPersons;
        private long lastClicked;
        private long lastShown;

        void addClick(long search) {
            clicks++;
            clickedPersons += search == lastClicked ? 0 : 1;
            lastClicked = search;
        }

        void addExamination(double examination, long search) {
            examinations += examination;
            shownPersons += search == lastShown ? 0 : 1;
            lastShown = search;
        }
    }

    /**
     * A search as far as it is learned.
     *
     * @param query the query with the words that are learned
     * @param number identifies the search
     * @param learnsRates whether the click rate and the examination are learned too
     */
    private record CountedSearch(NormalizedQuery query, long number, boolean learnsRates) {}

    /** A query or a word of a person. */
    private record PersonText(UserId person, String text) {}

    private final ExaminationProbabilities examination;
    private final LruMap<QueryItem, ClickCount> queryItems;
    private final LruMap<WordTopic, ClickCount> wordTopics;
    private final LruMap<PersonText, Long> firstSearches;
    private long anonymousSearches;
    private double clicks = INITIAL_CLICK_RATE * INITIAL_EXAMINATIONS;
    private double examinations = INITIAL_EXAMINATIONS;
    private double weightedExaminations = INITIAL_EXAMINATIONS;

    /** An item and the probability of a click on it under the query if it is examined. */
    public record Attraction(ItemId item, double rate) {}

    /**
     * An untrained model.
     *
     * @param examination owned and modified by the model
     * @param capacity the number of query-item pairs, of word-topic pairs, and of queries and words by person, beyond which
     *     the least recently used is evicted
     */
    public PositionBasedClickModel(ExaminationProbabilities examination, int capacity) {
        this.examination = examination;
        this.queryItems = new LruMap<>(capacity);
        this.wordTopics = new LruMap<>(capacity);
        this.firstSearches = new LruMap<>(capacity);
    }

    /** The probability that a position, from 1, is examined. */
    public double examination(int position) {
        return examination.probability(position);
    }

    /** The factor of each item's attraction beyond its prior relevance, in the given order. */
    public List<AttractionLift> lifts(String queryText, List<ResultItem> items) {
        NormalizedQuery query = NormalizedQuery.of(queryText);
        return items.stream().map(item -> lift(query, item)).toList();
    }

    /** The attraction of each item, in the given order. */
    public List<Attraction> attractions(String queryText, List<ResultItem> items) {
        List<AttractionLift> lifts = lifts(queryText, items);
        List<Attraction> attractions = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            double rate = rate() * items.get(i).priorRelevance() * lifts.get(i).product();
            attractions.add(new Attraction(items.get(i).item(), rate));
        }
        return attractions;
    }

    /** The items in descending order of attraction. */
    public List<ItemId> rank(String queryText, List<ResultItem> items) {
        return attractions(queryText, items).stream()
                .sorted(Comparator.comparingDouble(Attraction::rate).reversed())
                .map(Attraction::item)
                .toList();
    }

    /** The rate of clicks per examination over all items. */
    private double rate() {
        return clicks / examinations;
    }

    private AttractionLift lift(NormalizedQuery query, ResultItem item) {
        double topics = topicLift(query, item.topics());
        double prior = rate() * Math.max(MIN_PRIOR_RELEVANCE, item.priorRelevance()) * topics;
        return queryItems
                .get(new QueryItem(query.text(), item.item()))
                .map(counts -> new AttractionLift(topics, itemLift(counts, prior)))
                .orElse(new AttractionLift(topics, 1));
    }

    private static double itemLift(ClickCount counts, double prior) {
        double lift = (counts.clicks / prior + PRIOR_EXAMINATIONS) / (counts.examinations + PRIOR_EXAMINATIONS);
        return Math.clamp(lift, 1 / maxLift(counts.shownPersons), maxLift(counts.clickedPersons));
    }

    private static double maxLift(long persons) {
        return persons < MIN_PERSONS ? 1 + MAX_LIFT_PER_PERSON * persons : Double.MAX_VALUE;
    }

    /** L; exactly 1 without data. */
    private double topicLift(NormalizedQuery query, List<Topic> topics) {
        List<ClickCount> counts = wordTopics(query, topics)
                .flatMap(wordTopic -> wordTopics.get(wordTopic).stream())
                .toList();
        double clicked = counts.stream().mapToDouble(count -> count.clicks).sum();
        double expected = clicks
                / weightedExaminations
                * counts.stream().mapToDouble(count -> count.examinations).sum();
        long clickedPersons =
                counts.stream().mapToLong(count -> count.clickedPersons).max().orElse(0);
        long shownPersons =
                counts.stream().mapToLong(count -> count.shownPersons).max().orElse(0);
        return counts.isEmpty()
                ? 1
                : Math.clamp(
                        (clicked + PRIOR_TOPIC_CLICKS) / (expected + PRIOR_TOPIC_CLICKS),
                        1 / maxLift(shownPersons),
                        maxLift(clickedPersons));
    }

    private static Stream<WordTopic> wordTopics(NormalizedQuery query, List<Topic> topics) {
        return query.words().stream().flatMap(word -> topics.stream().map(topic -> new WordTopic(word, topic)));
    }

    /**
     * Learns the appearance of a list, if the person has not searched for the query before.
     *
     * @param shownItems in the order of their positions
     */
    public void learnShown(String queryText, List<ResultItem> shownItems, PersonSearch search) {
        counted(queryText, search).ifPresent(counted -> learnShown(counted, shownItems));
    }

    private void learnShown(CountedSearch counted, List<ResultItem> shownItems) {
        for (int i = 0; i < shownItems.size(); i++) {
            learnShown(counted, shownItems.get(i), i + 1);
        }
    }

    /** The learned part of a search; empty if it is not the person's first one for the query. */
    private Optional<CountedSearch> counted(String queryText, PersonSearch search) {
        NormalizedQuery query = NormalizedQuery.of(queryText);
        if (!isFirst(search, query.text() + " ")) {
            return Optional.empty();
        }
        List<String> words =
                query.words().stream().filter(word -> isFirst(search, word)).toList();
        return Optional.of(
                new CountedSearch(new NormalizedQuery(query.text(), words), search.number(), isFirst(search, "")));
    }

    /** A check whether this is the first search of the person with a text; a query ends with a space, a word does not. */
    private boolean isFirst(PersonSearch search, String text) {
        return firstSearches.getOrCreate(new PersonText(search.person(), text), unknown -> search.number())
                == search.number();
    }

    private void learnShown(CountedSearch counted, ResultItem item, int position) {
        NormalizedQuery query = counted.query();
        ClickCount counts =
                queryItems.getOrCreate(new QueryItem(query.text(), item.item()), unknown -> new ClickCount());
        double examinationProbability = examination.probability(position);
        double weightedExamination = examinationProbability * Math.max(MIN_PRIOR_RELEVANCE, item.priorRelevance());
        if (counted.learnsRates()) {
            examination.addExpected(
                    position,
                    (counts.clicks + PRIOR_EXAMINATIONS * rate()) / (counts.examinations + PRIOR_EXAMINATIONS));
            examinations += examinationProbability;
            weightedExaminations += weightedExamination;
        }
        counts.addExamination(examinationProbability, counted.number());
        wordTopics(query, item.topics())
                .forEach(wordTopic -> counts(wordTopic).addExamination(weightedExamination, counted.number()));
    }

    private ClickCount counts(WordTopic wordTopic) {
        return wordTopics.getOrCreate(wordTopic, unknown -> new ClickCount());
    }

    /** Learns a click on an item of a list that was passed to {@link #learnShown} before. */
    public void learnClick(String queryText, ResultItem item, int position, PersonSearch search) {
        counted(queryText, search).ifPresent(counted -> learnClick(counted, item, position));
    }

    private void learnClick(CountedSearch counted, ResultItem item, int position) {
        NormalizedQuery query = counted.query();
        if (counted.learnsRates()) {
            examination.addClick(position);
            clicks++;
        }
        queryItems
                .getOrCreate(new QueryItem(query.text(), item.item()), unknown -> new ClickCount())
                .addClick(counted.number());
        wordTopics(query, item.topics()).forEach(wordTopic -> counts(wordTopic).addClick(counted.number()));
    }

    /**
     * Learns a list with its clicks, of another person than any before.
     *
     * @param shownItems in the order of their positions
     */
    public void learn(String queryText, List<ResultItem> shownItems, Set<ItemId> clicked) {
        anonymousSearches++;
        CountedSearch counted = new CountedSearch(NormalizedQuery.of(queryText), -anonymousSearches, true);
        learnShown(counted, shownItems);
        for (int i = 0; i < shownItems.size(); i++) {
            if (clicked.contains(shownItems.get(i).item())) {
                learnClick(counted, shownItems.get(i), i + 1);
            }
        }
    }
}

package io.portrait.model.searchclick;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.model.searchclick.ClickCounts.ClickCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The position-based model of clicks (N. Craswell et al., WSDM 2008): an item is clicked if its place is looked at and the
 * item attracts. With the places' {@link ExaminationProbabilities} θ an item's attraction to those who ask a query is
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
public final class PositionBasedClickModel {

    /** What the prior says counts as so many looks at the item. */
    private static final double PRIOR_EXAMINATIONS = 4;

    /** That words say nothing of topics counts as so many clicks. */
    private static final double PRIOR_TOPIC_CLICKS = 2;

    /** Before any click: one look in ten. */
    private static final double INITIAL_CLICK_RATE = 0.1;

    private static final double INITIAL_EXAMINATIONS = 20;

    /** A caller who thinks nothing of an item may be wrong: one click is then evidence, but not of infinite weight. */
    private static final double MIN_PRIOR_RELEVANCE = 0.01;

    private record QueryItem(String query, ItemId item) {}

    private record WordTopic(String word, Topic topic) {}

    private final ExaminationProbabilities examination;
    private final ClickCounts<QueryItem> queryItems;
    private final ClickCounts<WordTopic> wordTopics;
    private double clicks = INITIAL_CLICK_RATE * INITIAL_EXAMINATIONS;
    private double examinations = INITIAL_EXAMINATIONS;
    private double weightedExaminations = INITIAL_EXAMINATIONS;

    /** An item and how much it attracts those who ask the query. */
    public record Attraction(ItemId item, double rate) {}

    /**
     * A model that has seen nothing.
     *
     * @param examination modified
     * @param capacity pairs of a query and an item that are kept, and as many of a word and a topic
     */
    public PositionBasedClickModel(ExaminationProbabilities examination, int capacity) {
        this.examination = examination;
        this.queryItems = new ClickCounts<>(capacity);
        this.wordTopics = new ClickCounts<>(capacity);
    }

    /** How likely a place is looked at. */
    public double examination(int position) {
        return examination.probability(position);
    }

    /** By how much each item attracts more than its worth says, in the order given. */
    public List<AttractionLift> lifts(String queryText, List<ResultItem> items) {
        NormalizedQuery query = NormalizedQuery.of(queryText);
        return items.stream().map(item -> lift(query, item)).toList();
    }

    /** How much the items attract, in the order given. */
    public List<Attraction> attractions(String queryText, List<ResultItem> items) {
        List<AttractionLift> lifts = lifts(queryText, items);
        List<Attraction> attractions = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            double rate = rate() * items.get(i).priorRelevance() * lifts.get(i).product();
            attractions.add(new Attraction(items.get(i).item(), rate));
        }
        return attractions;
    }

    /** The items by their attraction, the most attractive first. */
    public List<ItemId> rank(String queryText, List<ResultItem> items) {
        return attractions(queryText, items).stream()
                .sorted(Comparator.comparingDouble(Attraction::rate).reversed())
                .map(Attraction::item)
                .toList();
    }

    /** Of all items, where they are looked at. */
    private double rate() {
        return clicks / examinations;
    }

    private AttractionLift lift(NormalizedQuery query, ResultItem item) {
        double topics = topicLift(query, item.topics());
        double prior = rate() * Math.max(MIN_PRIOR_RELEVANCE, item.priorRelevance()) * topics;
        return queryItems
                .find(new QueryItem(query.text(), item.item()))
                .map(counts -> new AttractionLift(
                        topics,
                        (counts.clicks() / prior + PRIOR_EXAMINATIONS) / (counts.examinations() + PRIOR_EXAMINATIONS)))
                .orElse(new AttractionLift(topics, 1));
    }

    /** L; exactly 1 where nothing is known. */
    private double topicLift(NormalizedQuery query, List<Topic> topics) {
        List<ClickCount> counts = wordTopics(query, topics)
                .flatMap(wordTopic -> wordTopics.find(wordTopic).stream())
                .toList();
        double clicked = counts.stream().mapToDouble(ClickCount::clicks).sum();
        double expected = clicks
                / weightedExaminations
                * counts.stream().mapToDouble(ClickCount::examinations).sum();
        return counts.isEmpty() ? 1 : (clicked + PRIOR_TOPIC_CLICKS) / (expected + PRIOR_TOPIC_CLICKS);
    }

    private static Stream<WordTopic> wordTopics(NormalizedQuery query, List<Topic> topics) {
        return query.words().stream().flatMap(word -> topics.stream().map(topic -> new WordTopic(word, topic)));
    }

    /**
     * Learns that a list was shown.
     *
     * @param shownItems from the top down
     */
    public void learnShown(String queryText, List<ResultItem> shownItems) {
        NormalizedQuery query = NormalizedQuery.of(queryText);
        for (int i = 0; i < shownItems.size(); i++) {
            learnShown(query, shownItems.get(i), i + 1);
        }
    }

    private void learnShown(NormalizedQuery query, ResultItem item, int position) {
        ClickCount counts = queryItems.getOrCreate(new QueryItem(query.text(), item.item()));
        double examinationProbability = examination.probability(position);
        examination.addExpected(
                position,
                (counts.clicks() + PRIOR_EXAMINATIONS * rate()) / (counts.examinations() + PRIOR_EXAMINATIONS));
        counts.addExamination(examinationProbability);
        examinations += examinationProbability;
        double weightedExamination = examinationProbability * Math.max(MIN_PRIOR_RELEVANCE, item.priorRelevance());
        weightedExaminations += weightedExamination;
        wordTopics(query, item.topics())
                .forEach(wordTopic -> wordTopics.getOrCreate(wordTopic).addExamination(weightedExamination));
    }

    /** Learns that an item was clicked in a list that was shown. */
    public void learnClick(String queryText, ResultItem item, int position) {
        NormalizedQuery query = NormalizedQuery.of(queryText);
        examination.addClick(position);
        queryItems.getOrCreate(new QueryItem(query.text(), item.item())).addClick();
        clicks++;
        wordTopics(query, item.topics())
                .forEach(wordTopic -> wordTopics.getOrCreate(wordTopic).addClick());
    }

    /**
     * Learns what became of a list.
     *
     * @param shownItems from the top down
     */
    public void learn(String queryText, List<ResultItem> shownItems, Set<ItemId> clicked) {
        learnShown(queryText, shownItems);
        for (int i = 0; i < shownItems.size(); i++) {
            if (clicked.contains(shownItems.get(i).item())) {
                learnClick(queryText, shownItems.get(i), i + 1);
            }
        }
    }
}

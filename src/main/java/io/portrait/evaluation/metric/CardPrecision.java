package io.portrait.evaluation.metric;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Card precision at k: the share of the k cards with the highest scores of a day that had a fraud on that day, averaged
 * over days. A card whose fraud was found on one day is not in the lists of later days. Mutable.
 *
 * <p>As in Y.-A. Le Borgne, W. Siblini, B. Lebichot, G. Bontempi, "Reproducible Machine Learning for Credit Card Fraud
 * Detection: Practical Handbook", 2022, chapter 4: a card has the highest score and the highest label of its
 * transactions of the day; precision divides by k even if a day has fewer cards.
 */
public final class CardPrecision {

    private record CardScore(double score, boolean fraud) {

        CardScore combine(CardScore other) {
            return new CardScore(Math.max(score, other.score), fraud || other.fraud);
        }
    }

    private final Map<Long, Map<Integer, CardScore>> cardsByDay = new TreeMap<>();

    /** Adds the score of a transaction. */
    public void add(long day, int card, double score, boolean fraud) {
        cardsByDay
                .computeIfAbsent(day, missingDay -> new HashMap<>())
                .merge(card, new CardScore(score, fraud), CardScore::combine);
    }

    /** The mean precision over the days; NaN without days. Cards with equal scores are ordered by number. */
    public double precisionAt(int k) {
        Set<Integer> foundCards = new HashSet<>();
        double sum = 0;
        for (Map<Integer, CardScore> day : cardsByDay.values()) {
            List<Integer> hits = hits(day, foundCards, k);
            sum += (double) hits.size() / k;
            foundCards.addAll(hits);
        }
        return sum / cardsByDay.size();
    }

    private static List<Integer> hits(Map<Integer, CardScore> day, Set<Integer> foundCards, int k) {
        return day.entrySet().stream()
                .filter(card -> !foundCards.contains(card.getKey()))
                .sorted(Comparator.<Map.Entry<Integer, CardScore>>comparingDouble(
                                card -> -card.getValue().score())
                        .thenComparing(Map.Entry::getKey))
                .limit(k)
                .filter(card -> card.getValue().fraud())
                .map(Map.Entry::getKey)
                .toList();
    }
}

package io.portrait.evaluation.metric;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Card precision at k: of the k cards that a day's list for the investigators names, how many had a fraud that day; the
 * mean over days. A card that was found on one day is not on the lists of the days after.
 *
 * <p>As in Y.-A. Le Borgne, W. Siblini, B. Lebichot, G. Bontempi, "Reproducible Machine Learning for Credit Card Fraud
 * Detection: Practical Handbook", 2022, chapter 4: a card has the highest score and the highest label of its day's
 * transactions; precision divides by k even where a day has fewer cards.
 */
public final class CardPrecision {

    private record CardScore(double score, boolean fraud) {

        CardScore combine(CardScore other) {
            return new CardScore(Math.max(score, other.score), fraud || other.fraud);
        }
    }

    private final Map<Long, Map<Integer, CardScore>> cardsByDay = new TreeMap<>();

    /** Takes in a transaction's score. */
    public void add(long day, int card, double score, boolean fraud) {
        cardsByDay
                .computeIfAbsent(day, missingDay -> new HashMap<>())
                .merge(card, new CardScore(score, fraud), CardScore::combine);
    }

    /** The mean over the days; NaN before the first. Cards of equal score are taken by their number. */
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

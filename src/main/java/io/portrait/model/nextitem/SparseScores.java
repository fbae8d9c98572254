package io.portrait.model.nextitem;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Who of the experts that speak of few items has said how much for which place, in a unit of the expert's own. Mutable and
 * used again, for a new one a request would be megabytes.
 */
final class SparseScores {

    private static final int EXPERT_COUNT = Expert.all().size();

    /** Those of few items that speak for themselves. */
    private static final List<Expert> BASE_EXPERTS =
            Expert.bases().stream().filter(expert -> !expert.isDense()).toList();

    /** Slot + 1 of each place; 0 where there is none. */
    private int[] slotByItem = new int[16];

    private int[] itemBySlot = new int[256];
    private final double[][] scores = new double[EXPERT_COUNT][256];

    /** By expert, the slot from which on it has said nothing. */
    private final int[] endSlots = new int[EXPERT_COUNT];

    /** What all of them together say for each slot, while that is added up. */
    private double[] slotSums = new double[256];

    private int slotCount;

    void clear() {
        for (int slot = 0; slot < slotCount; slot++) {
            slotByItem[itemBySlot[slot]] = 0;
        }
        for (int e = 0; e < EXPERT_COUNT; e++) {
            Arrays.fill(scores[e], 0, endSlots[e], 0);
        }
        Arrays.fill(endSlots, 0);
        slotCount = 0;
    }

    /** The slot of a place; −1 if nothing was said for it. */
    int slot(int item) {
        return item < slotByItem.length ? slotByItem[item] - 1 : -1;
    }

    /** Where what an expert has said ends: from this slot on there is none of it. */
    private int endSlot(Expert expert) {
        return endSlots[expert.base().index()];
    }

    /** What an expert has said for a slot. */
    double score(Expert expert, int slot) {
        return expert.transform(scores[expert.base().index()][slot]);
    }

    /** Adds up what an expert has said, as it is and to the powers of those who sharpen it. */
    void addTotals(Expert expert, double[] totals) {
        double[] values = scores[expert.index()];
        int endSlot = endSlot(expert);
        double linear = 0;
        double squared = 0;
        for (int slot = 0; slot < endSlot; slot++) {
            linear += values[slot];
            squared += values[slot] * values[slot];
        }
        double pow35 = expert.hasPow35Variant() ? sumPow35(values, endSlot) : 0;
        for (Expert variant : expert.variants()) {
            totals[variant.index()] = switch (variant.power()) {
                case POW_1 -> linear;
                case POW_2 -> squared;
                case POW_3_5 -> pow35;
            };
        }
    }

    private static double sumPow35(double[] values, int endSlot) {
        double pow35 = 0;
        for (int slot = 0; slot < endSlot; slot++) {
            pow35 += Expert.pow35(values[slot]);
        }
        return pow35;
    }

    /**
     * Adds to the chance of each place what those who speak of few say for it, each word's part of the expert's total, weighed.
     * What they say for a place comes together first, slot by slot, so that the places are gone through once.
     *
     * @param weights by expert; none has one that has said nothing
     * @param probabilities modified
     */
    void addWeighted(double[] weights, double[] totals, double[] probabilities) {
        Arrays.fill(slotSums, 0, slotCount, 0);
        for (Expert expert : BASE_EXPERTS) {
            accumulate(expert, weights, totals);
        }
        for (int slot = 0; slot < slotCount; slot++) {
            probabilities[itemBySlot[slot]] += slotSums[slot];
        }
    }

    private void accumulate(Expert expert, double[] weights, double[] totals) {
        double linear = 0;
        double squared = 0;
        double pow35 = 0;
        for (Expert variant : expert.variants()) {
            double weight = weights[variant.index()];
            double factor = weight > 0 ? weight / totals[variant.index()] : 0;
            switch (variant.power()) {
                case POW_1 -> linear = factor;
                case POW_2 -> squared = factor;
                case POW_3_5 -> pow35 = factor;
            }
        }
        accumulate(scores[expert.index()], endSlot(expert), linear, squared);
        if (pow35 > 0) {
            accumulate(scores[expert.index()], endSlot(expert), pow35);
        }
    }

    private void accumulate(double[] values, int endSlot, double linear, double squared) {
        double[] sums = slotSums;
        for (int slot = 0; slot < endSlot; slot++) {
            sums[slot] += values[slot] * (linear + squared * values[slot]);
        }
    }

    private void accumulate(double[] values, int endSlot, double pow35) {
        double[] sums = slotSums;
        for (int slot = 0; slot < endSlot; slot++) {
            sums[slot] += pow35 * Expert.pow35(values[slot]);
        }
    }

    void add(Expert expert, int item, double score) {
        ensureCapacity(1, item);
        int slot = getOrCreateSlot(item);
        scores[expert.index()][slot] += score;
        endSlots[expert.index()] = Math.max(endSlots[expert.index()], slot + 1);
    }

    /** Adds what a list of neighbours says, times a factor, but for what it cannot be. */
    void addRow(Expert expert, CooccurrenceMatrix.NeighborRow row, double factor, BitSet excluded) {
        ensureCapacity(row.size(), row.maxItem());
        boolean nothingExcluded = excluded.isEmpty();
        double[] values = scores[expert.index()];
        int endSlot = endSlots[expert.index()];
        for (int i = 0; i < row.size(); i++) {
            int item = row.item(i);
            if (nothingExcluded || !excluded.get(item)) {
                int slot = getOrCreateSlot(item);
                values[slot] += factor * row.weight(i);
                endSlot = Math.max(endSlot, slot + 1);
            }
        }
        endSlots[expert.index()] = endSlot;
    }

    /** Says for an expert what another said, each word divided by the root of the place's weight. */
    void addDividedByRootPopularity(Expert expert, Expert source, ItemPopularity popularity) {
        double[] sourceValues = scores[source.index()];
        double[] targetValues = scores[expert.index()];
        for (int slot = 0; slot < endSlot(source); slot++) {
            double weight = popularity.weight(itemBySlot[slot]);
            targetValues[slot] = weight > 0 ? sourceValues[slot] / Math.sqrt(weight) : 0;
        }
        endSlots[expert.index()] = endSlot(source);
    }

    /** For so many places more, none above the highest. */
    private void ensureCapacity(int additional, int maxItem) {
        if (maxItem >= slotByItem.length) {
            slotByItem = Arrays.copyOf(slotByItem, Math.max(maxItem + 1, 2 * slotByItem.length));
        }
        if (slotCount + additional > itemBySlot.length) {
            int capacity = Math.max(slotCount + additional, 2 * itemBySlot.length);
            itemBySlot = Arrays.copyOf(itemBySlot, capacity);
            slotSums = Arrays.copyOf(slotSums, capacity);
            for (int e = 0; e < EXPERT_COUNT; e++) {
                scores[e] = Arrays.copyOf(scores[e], capacity);
            }
        }
    }

    /** The slot of a place, for which there is room. */
    private int getOrCreateSlot(int item) {
        int slot = slotByItem[item] - 1;
        return slot < 0 ? addSlot(item) : slot;
    }

    private int addSlot(int item) {
        itemBySlot[slotCount] = item;
        slotByItem[item] = ++slotCount;
        return slotCount - 1;
    }
}

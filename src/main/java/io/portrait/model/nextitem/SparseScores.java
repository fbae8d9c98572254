package io.portrait.model.nextitem;

import io.portrait.model.nextitem.CooccurrenceMatrix.NeighborRow;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Sparse, unnormalised scores: one value per expert and item for the experts that score only a few items. An item that
 * has a score occupies a slot; the values of all experts are arrays over slots. Mutable, and reused between requests,
 * because the arrays take megabytes.
 */
final class SparseScores {

    private static final int EXPERT_COUNT = Expert.all().size();

    private static final List<Expert> BASE_EXPERTS =
            Expert.bases().stream().filter(expert -> !expert.isDense()).toList();

    /** Slot + 1 by item; 0 for an item without a slot. */
    private int[] slotByItem = new int[16];

    private int[] itemBySlot = new int[256];

    /** Scores of the base experts, by expert and slot. */
    private final double[][] scores = new double[EXPERT_COUNT][256];

    /** By expert, the first slot after its last score. */
    private final int[] endSlots = new int[EXPERT_COUNT];

    /** Scratch array of {@link #addWeighted}. */
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

    /** The slot of an item; −1 if no expert has scored it. */
    int slot(int item) {
        return item < slotByItem.length ? slotByItem[item] - 1 : -1;
    }

    private int endSlot(Expert expert) {
        return endSlots[expert.base().index()];
    }

    /** The score of the item in a slot by any sparse expert, base or transformed. */
    double score(Expert expert, int slot) {
        return expert.transform(scores[expert.base().index()][slot]);
    }

    /**
     * Sums the scores of a base expert and of its transformed variants.
     *
     * @param totals by expert. Modified
     */
    void addTotals(Expert base, double[] totals) {
        double[] values = scores[base.index()];
        int endSlot = endSlot(base);
        double linear = 0;
        double squared = 0;
        for (int slot = 0; slot < endSlot; slot++) {
            linear += values[slot];
            squared += values[slot] * values[slot];
        }
        double pow35 = base.hasPow35Variant() ? sumPow35(values, endSlot) : 0;
        for (Expert variant : base.variants()) {
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
     * Adds, for each item, the sum over the sparse experts of weight · score / total of that expert. The sums are
     * formed by slot first, so that the random access by item happens once per slot.
     *
     * @param weights by expert; 0 for an expert without scores. Not modified
     * @param totals by expert. Not modified
     * @param probabilities by item. Modified
     */
    void addWeighted(double[] weights, double[] totals, double[] probabilities) {
        Arrays.fill(slotSums, 0, slotCount, 0);
        for (Expert base : BASE_EXPERTS) {
            addVariantsToSlotSums(base, weights, totals);
        }
        for (int slot = 0; slot < slotCount; slot++) {
            probabilities[itemBySlot[slot]] += slotSums[slot];
        }
    }

    /** A base expert and its variants share the scores s, so their weighted sum is s · (a + b · s) + c · s^3.5. */
    private void addVariantsToSlotSums(Expert base, double[] weights, double[] totals) {
        double linear = 0;
        double squared = 0;
        double pow35 = 0;
        for (Expert variant : base.variants()) {
            double weight = weights[variant.index()];
            double factor = weight > 0 ? weight / totals[variant.index()] : 0;
            switch (variant.power()) {
                case POW_1 -> linear = factor;
                case POW_2 -> squared = factor;
                case POW_3_5 -> pow35 = factor;
            }
        }
        addQuadratic(scores[base.index()], endSlot(base), linear, squared);
        if (pow35 > 0) {
            addPow35(scores[base.index()], endSlot(base), pow35);
        }
    }

    private void addQuadratic(double[] values, int endSlot, double linear, double squared) {
        double[] sums = slotSums;
        for (int slot = 0; slot < endSlot; slot++) {
            sums[slot] += values[slot] * (linear + squared * values[slot]);
        }
    }

    private void addPow35(double[] values, int endSlot, double factor) {
        double[] sums = slotSums;
        for (int slot = 0; slot < endSlot; slot++) {
            sums[slot] += factor * Expert.pow35(values[slot]);
        }
    }

    /** Adds to the score of one item by a base expert. */
    void add(Expert expert, int item, double score) {
        ensureCapacity(1, item);
        int slot = getOrCreateSlot(item);
        scores[expert.index()][slot] += score;
        endSlots[expert.index()] = Math.max(endSlots[expert.index()], slot + 1);
    }

    /** Adds the weights of a row, multiplied by a factor, to the scores of a base expert, except for excluded items. */
    void addRow(Expert expert, NeighborRow row, double factor, BitSet excluded) {
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

    /**
     * Sets the scores of an expert to those of another one, each divided by the square root of the item's popularity.
     */
    void setDividedByRootPopularity(Expert expert, Expert source, ItemPopularity popularity) {
        double[] sourceValues = scores[source.index()];
        double[] targetValues = scores[expert.index()];
        for (int slot = 0; slot < endSlot(source); slot++) {
            double weight = popularity.weight(itemBySlot[slot]);
            targetValues[slot] = weight > 0 ? sourceValues[slot] / Math.sqrt(weight) : 0;
        }
        endSlots[expert.index()] = endSlot(source);
    }

    /** @param maxItem the highest item index to be added */
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

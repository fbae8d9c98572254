package io.portrait.model.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The state of one user: the last items in their order, the distinct items, and the user's learned weights. Mutable.
 */
final class UserSequence {

    private final NextItemConfig.Capacity capacity;
    private int[] history = {};
    final InteractedItems items;
    private int interactionCount;
    final ExpertCounts expertCounts = new ExpertCounts();
    final LogitWeights logitWeights = new LogitWeights();

    UserSequence(NextItemConfig.Capacity capacity) {
        this.capacity = capacity;
        this.items = new InteractedItems(capacity.distinctItems());
    }

    /** The item indexes of the last interactions, the newest first. Read-only. */
    int[] history() {
        return history;
    }

    /** The distinct item indexes, ascending. Read-only. */
    int[] distinctItems() {
        return items.items();
    }

    /** The number of interactions learned. */
    int interactionCount() {
        return interactionCount;
    }

    /**
     * The weight of the next interaction in the update of the experts' weights: 1 for the first interactions; later,
     * when one more changes little, the sampling interval for each sampled interaction and 0 for the others.
     */
    int updateWeight(NextItemConfig.MixtureSettings settings) {
        if (interactionCount < settings.fullUpdates()) {
            return 1;
        }
        return interactionCount % settings.samplingInterval() == 0 ? settings.samplingInterval() : 0;
    }

    /**
     * Appends an interaction.
     *
     * @param step the step at which the statistics have counted it, or {@link InteractedItems#NOT_COUNTED}
     */
    void append(int item, long step) {
        items.add(item, interactionCount, step);
        interactionCount++;
        int[] longer = new int[Math.min(capacity.historyLength(), history.length + 1)];
        System.arraycopy(history, 0, longer, 1, longer.length - 1);
        longer[0] = item;
        history = longer;
    }

    /** Adds the weights that another user has learned. */
    void addWeights(UserSequence other) {
        expertCounts.add(other.expertCounts);
        logitWeights.add(other.logitWeights);
    }

    void remove(BitSet removed) {
        history = Arrays.stream(history).filter(item -> !removed.get(item)).toArray();
        items.remove(removed);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(interactionCount);
        IntArrays.write(out, history);
        items.write(out);
        expertCounts.write(out);
        logitWeights.write(out);
    }

    void read(DataInput in) throws IOException {
        interactionCount = in.readInt();
        history = IntArrays.read(in);
        items.read(in);
        expertCounts.read(in);
        logitWeights.read(in);
    }
}

package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.LruMap;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dense index of items with eviction of the least recently used ones; freed indexes are reused. Mutable. */
final class ItemIndex {

    private final LruMap<ItemId, Integer> indexes;
    private final List<@Nullable ItemId> items = new ArrayList<>();
    private final BitSet freeIndexes = new BitSet();

    ItemIndex(int capacity) {
        this.indexes = new LruMap<>(capacity);
    }

    Optional<Integer> find(ItemId item) {
        return indexes.get(item);
    }

    /** The item with an index; null if the index is free. */
    @Nullable
    ItemId item(int index) {
        return items.get(index);
    }

    int size() {
        return indexes.size();
    }

    /** All indexes are below this. */
    int upperBound() {
        return items.size();
    }

    /** The free indexes below the upper bound. Read-only. */
    BitSet freeIndexes() {
        return freeIndexes;
    }

    boolean isFull() {
        return indexes.size() == indexes.capacity();
    }

    /**
     * The index of an item, which becomes the most recently used one. A new item requires that the index is not full.
     */
    int getOrCreate(ItemId item) {
        return indexes.getOrCreate(item, this::allocate);
    }

    private int allocate(ItemId item) {
        int index = freeIndexes.nextSetBit(0);
        if (index < 0) {
            items.add(item);
            return items.size() - 1;
        }
        freeIndexes.clear(index);
        items.set(index, item);
        return index;
    }

    /** Evicts the least recently used items; returns their indexes. */
    BitSet evict(int count) {
        BitSet evicted = new BitSet();
        for (int i = 0; i < count; i++) {
            indexes.removeEldest().ifPresent(index -> {
                items.set(index, null);
                evicted.set(index);
            });
        }
        freeIndexes.or(evicted);
        return evicted;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(items.size());
        out.writeInt(indexes.size());
        for (Map.Entry<ItemId, Integer> entry : indexes.entries()) {
            out.writeUTF(entry.getKey().value());
            out.writeInt(entry.getValue());
        }
    }

    void read(DataInput in) throws IOException {
        int upperBound = in.readInt();
        for (int index = 0; index < upperBound; index++) {
            items.add(null);
        }
        freeIndexes.set(0, upperBound);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            ItemId item = new ItemId(in.readUTF());
            int index = in.readInt();
            indexes.put(item, index);
            items.set(index, item);
            freeIndexes.clear(index);
        }
    }
}

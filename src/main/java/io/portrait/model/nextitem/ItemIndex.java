package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The items that are known, each with a small number, the longest quiet first. */
final class ItemIndex {

    private final int capacity;
    private final SequencedMap<ItemId, Integer> indexes = new LinkedHashMap<>();
    private final List<@Nullable ItemId> items = new ArrayList<>();
    private final BitSet freeIndexes = new BitSet();

    ItemIndex(int capacity) {
        this.capacity = capacity;
    }

    Optional<Integer> find(ItemId item) {
        return Optional.ofNullable(indexes.get(item));
    }

    /** The item at a place; null if the place is free. */
    @Nullable
    ItemId item(int index) {
        return items.get(index);
    }

    /** How many items. */
    int size() {
        return indexes.size();
    }

    /** All places are below this. */
    int upperBound() {
        return items.size();
    }

    /** The free places among them. Read-only. */
    BitSet freeIndexes() {
        return freeIndexes;
    }

    boolean isFull() {
        return indexes.size() == capacity;
    }

    /** The item's place, now the latest; a new item must find room. */
    int getOrCreate(ItemId item) {
        Integer existing = indexes.get(item);
        int index = existing == null ? allocate(item) : existing;
        indexes.putLast(item, index);
        return index;
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

    /** Takes out the longest quiet; says which places are free now. */
    BitSet evict(int count) {
        BitSet evicted = new BitSet();
        Iterator<Map.Entry<ItemId, Integer>> leastRecent = indexes.entrySet().iterator();
        for (int i = 0; i < count && leastRecent.hasNext(); i++) {
            int index = leastRecent.next().getValue();
            leastRecent.remove();
            items.set(index, null);
            evicted.set(index);
        }
        freeIndexes.or(evicted);
        return evicted;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(items.size());
        out.writeInt(indexes.size());
        for (Map.Entry<ItemId, Integer> entry : indexes.entrySet()) {
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
            indexes.putLast(item, index);
            items.set(index, item);
            freeIndexes.clear(index);
        }
    }
}

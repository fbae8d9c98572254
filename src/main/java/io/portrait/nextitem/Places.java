package io.portrait.nextitem;

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
final class Places {

    private final int most;
    private final SequencedMap<ItemId, Integer> byItem = new LinkedHashMap<>();
    private final List<@Nullable ItemId> byPlace = new ArrayList<>();
    private final BitSet free = new BitSet();

    Places(int most) {
        this.most = most;
    }

    Optional<Integer> find(ItemId item) {
        return Optional.ofNullable(byItem.get(item));
    }

    /** The item at a place; null if the place is free. */
    @Nullable
    ItemId item(int place) {
        return byPlace.get(place);
    }

    /** How many items. */
    int size() {
        return byItem.size();
    }

    /** All places are below this. */
    int end() {
        return byPlace.size();
    }

    /** The free places among them. Read-only. */
    BitSet free() {
        return free;
    }

    boolean isFull() {
        return byItem.size() == most;
    }

    /** The item's place, now the latest; a new item must find room. */
    int meet(ItemId item) {
        Integer known = byItem.get(item);
        int place = known == null ? enter(item) : known;
        byItem.putLast(item, place);
        return place;
    }

    private int enter(ItemId item) {
        int place = free.nextSetBit(0);
        if (place < 0) {
            byPlace.add(item);
            return byPlace.size() - 1;
        }
        free.clear(place);
        byPlace.set(place, item);
        return place;
    }

    /** Takes out the longest quiet; says which places are free now. */
    BitSet forget(int count) {
        BitSet gone = new BitSet();
        Iterator<Map.Entry<ItemId, Integer>> quiet = byItem.entrySet().iterator();
        for (int i = 0; i < count && quiet.hasNext(); i++) {
            int place = quiet.next().getValue();
            quiet.remove();
            byPlace.set(place, null);
            gone.set(place);
        }
        free.or(gone);
        return gone;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(byPlace.size());
        out.writeInt(byItem.size());
        for (Map.Entry<ItemId, Integer> entry : byItem.entrySet()) {
            out.writeUTF(entry.getKey().value());
            out.writeInt(entry.getValue());
        }
    }

    void read(DataInput in) throws IOException {
        int end = in.readInt();
        for (int place = 0; place < end; place++) {
            byPlace.add(null);
        }
        free.set(0, end);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            ItemId item = new ItemId(in.readUTF());
            int place = in.readInt();
            byItem.putLast(item, place);
            byPlace.set(place, item);
            free.clear(place);
        }
    }
}

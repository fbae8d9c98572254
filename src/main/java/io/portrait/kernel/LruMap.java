package io.portrait.kernel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A bounded map that forgets the longest quiet. Reading is no sign of life, so that it changes nothing. Mutable. */
public final class LruMap<K, V> {

    private final int capacity;
    private final LinkedHashMap<K, V> entries = new LinkedHashMap<>();

    public LruMap(int capacity) {
        this.capacity = capacity;
    }

    public Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    public void put(K key, V value) {
        entries.putLast(key, value);
        if (entries.size() > capacity) {
            entries.pollFirstEntry();
        }
    }

    /** Only of what is there; its place in the line stays. */
    public void replace(K key, V value) {
        entries.replace(key, value);
    }

    public Optional<V> remove(K key) {
        return Optional.ofNullable(entries.remove(key));
    }

    /** How a pair is written and read. */
    public interface EntryFormat<K, V> {

        void write(K key, V value, DataOutput out) throws IOException;

        Map.Entry<K, V> read(DataInput in) throws IOException;
    }

    /** How many there are, then each, the longest quiet first. */
    public void write(EntryFormat<K, V> format, DataOutput out) throws IOException {
        out.writeInt(entries.size());
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            format.write(entry.getKey(), entry.getValue(), out);
        }
    }

    /** Into an empty one. */
    public void read(EntryFormat<K, V> format, DataInput in) throws IOException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            Map.Entry<K, V> entry = format.read(in);
            entries.putLast(entry.getKey(), entry.getValue());
        }
    }
}

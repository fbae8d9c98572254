package io.portrait.kernel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A bounded map that evicts the least recently written entry. Reads do not change the order, so its content is a function of
 * the writes alone: the same in every run and after it was stored and read again. Mutable; not safe for threads. All
 * operations cost O(1).
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class LruMap<K, V> {

    private final int capacity;
    private final Consumer<V> onEviction;
    private final SequencedMap<K, V> values = new LinkedHashMap<>();

    /**
     * An empty map.
     *
     * @param capacity the number of entries beyond which one is evicted, at least 1
     */
    public LruMap(int capacity) {
        this(capacity, evicted -> {});
    }

    /**
     * An empty map that reports what it evicts.
     *
     * @param capacity the number of entries beyond which one is evicted, at least 1
     * @param onEviction takes each evicted value
     */
    public LruMap(int capacity, Consumer<V> onEviction) {
        this.capacity = Checks.requireWithin("capacity", capacity, 1, Integer.MAX_VALUE);
        this.onEviction = onEviction;
    }

    /** The value of a key; the order does not change. */
    public Optional<V> get(K key) {
        return Optional.ofNullable(values.get(key));
    }

    /** A check whether the key has a value. */
    public boolean contains(K key) {
        return values.containsKey(key);
    }

    /** The value of a key, created if it is absent; it is then the most recent one. */
    public V getOrCreate(K key, Function<? super K, ? extends V> factory) {
        V value = values.get(key);
        V present = value == null ? factory.apply(key) : value;
        put(key, present);
        return present;
    }

    /** Sets the value of a key, which is then the most recent one. */
    public void put(K key, V value) {
        values.putLast(key, value);
        if (values.size() > capacity) {
            removeEldest().ifPresent(onEviction);
        }
    }

    /** Replaces the value of a key that is present; the order does not change. */
    public void replace(K key, V value) {
        values.replace(key, value);
    }

    /** Removes a key and returns its value. */
    public Optional<V> remove(K key) {
        return Optional.ofNullable(values.remove(key));
    }

    /** Removes the least recently written entry and returns its value; the eviction callback is not called. */
    public Optional<V> removeEldest() {
        return Optional.ofNullable(values.pollFirstEntry()).map(Map.Entry::getValue);
    }

    /** The number of entries. */
    public int size() {
        return values.size();
    }

    /** The number of entries beyond which one is evicted. */
    public int capacity() {
        return capacity;
    }

    /** The entries, least recently written first; a read-only view. */
    public Set<Map.Entry<K, V>> entries() {
        return Collections.unmodifiableMap(values).entrySet();
    }

    /** The bytes of an entry. */
    public interface EntryFormat<K, V> {

        /** Writes an entry. */
        void write(K key, V value, DataOutput out) throws IOException;

        /** Reads an entry that {@link #write} has written. */
        Map.Entry<K, V> read(DataInput in) throws IOException;
    }

    /** Writes the number of entries, then each, least recently written first. */
    public void write(EntryFormat<K, V> format, DataOutput out) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<K, V> entry : values.entrySet()) {
            format.write(entry.getKey(), entry.getValue(), out);
        }
    }

    /** Adds the entries that {@link #write} has written, in their order. */
    public void read(EntryFormat<K, V> format, DataInput in) throws IOException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            Map.Entry<K, V> entry = format.read(in);
            put(entry.getKey(), entry.getValue());
        }
    }
}

package io.portrait.risk;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A bounded map that forgets the longest quiet. Reading is no sign of life, so that it changes nothing. Mutable. */
final class Kept<K, V> {

    private final int most;
    private final LinkedHashMap<K, V> values = new LinkedHashMap<>();

    Kept(int most) {
        this.most = most;
    }

    Optional<V> get(K key) {
        return Optional.ofNullable(values.get(key));
    }

    void put(K key, V value) {
        values.putLast(key, value);
        if (values.size() > most) {
            values.pollFirstEntry();
        }
    }

    /** Only of what is there; its place in the line stays. */
    void replace(K key, V value) {
        values.replace(key, value);
    }

    Optional<V> take(K key) {
        return Optional.ofNullable(values.remove(key));
    }

    /** How a pair is written and read. */
    interface Form<K, V> {

        void write(K key, V value, DataOutput out) throws IOException;

        Map.Entry<K, V> read(DataInput in) throws IOException;
    }

    /** How many there are, then each, the longest quiet first. */
    void write(Form<K, V> form, DataOutput out) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<K, V> entry : values.entrySet()) {
            form.write(entry.getKey(), entry.getValue(), out);
        }
    }

    /** Into an empty one. */
    void read(Form<K, V> form, DataInput in) throws IOException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            Map.Entry<K, V> entry = form.read(in);
            values.putLast(entry.getKey(), entry.getValue());
        }
    }
}

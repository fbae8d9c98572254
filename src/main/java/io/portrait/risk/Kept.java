package io.portrait.risk;

import java.util.LinkedHashMap;
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
}

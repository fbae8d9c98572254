package io.portrait.model.rating;

import io.portrait.kernel.LruMap;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Bounded index of users or items by their key and by a serial number; the one with the oldest latest rating is
 * evicted. Only {@link #getOrCreate} changes the order, so evictions depend on the ratings alone and not on
 * predictions.
 *
 * @param <K> the type of the keys
 * @param <M> the type of the entities
 */
final class EntityIndex<K, M extends IndexedEntity> {

    private final IntFunction<M> factory;
    private final Map<Integer, M> bySerial = new HashMap<>();
    private final LruMap<K, M> entities;
    private int nextSerial;

    /** An empty index; {@code factory} creates an entity with a given serial number. */
    EntityIndex(int capacity, IntFunction<M> factory) {
        this.factory = factory;
        this.entities = new LruMap<>(capacity, evicted -> bySerial.remove(evicted.serial));
    }

    /** The entity of a key, if it is in memory. */
    Optional<M> find(K key) {
        return entities.get(key);
    }

    /** A new entity that is not put into the index: the parameters of one that has no ratings yet. */
    M unseen() {
        return factory.apply(nextSerial);
    }

    /** The entity of a key, created if it is absent; it becomes the most recent one. */
    M getOrCreate(K key) {
        return entities.getOrCreate(key, absent -> create());
    }

    private M create() {
        M entity = factory.apply(nextSerial++);
        bySerial.put(entity.serial, entity);
        return entity;
    }

    /** The entity with a serial number; empty if it was evicted. */
    Optional<M> bySerial(int serial) {
        return Optional.ofNullable(bySerial.get(serial));
    }

    /** The keys by the serial numbers of their entities. */
    Map<Integer, K> keysBySerial() {
        return entities.entries().stream()
                .collect(Collectors.toMap(entry -> entry.getValue().serial, Map.Entry::getKey));
    }

    /** The keys of all entities. */
    Set<K> keys() {
        return entities.entries().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** Removes the entity of a key, as an eviction does. */
    void remove(K key) {
        entities.remove(key).ifPresent(removed -> bySerial.remove(removed.serial));
    }

    /** Moves the entity of a key to another key, which has none. */
    void rename(K key, K newKey) {
        entities.remove(key).ifPresent(entity -> entities.put(newKey, entity));
    }

    int size() {
        return entities.size();
    }

    /** Writes the next serial number, the number of entities, then each of them with its key, the oldest first. */
    void write(DataOutput out, Function<K, String> keyToText) throws IOException {
        out.writeInt(nextSerial);
        out.writeInt(entities.size());
        for (Map.Entry<K, M> entry : entities.entries()) {
            out.writeUTF(keyToText.apply(entry.getKey()));
            out.writeInt(entry.getValue().serial);
            entry.getValue().write(out);
        }
    }

    /** Reads what {@link #write} wrote into an empty index. */
    void read(DataInput in, Function<String, K> textToKey) throws IOException {
        nextSerial = in.readInt();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            K key = textToKey.apply(in.readUTF());
            M entity = factory.apply(in.readInt());
            entity.read(in);
            entities.put(key, entity);
            bySerial.put(entity.serial, entity);
        }
    }
}

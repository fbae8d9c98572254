package io.portrait.model.rating;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The users, or the items, that have been rated, the longest quiet first. Only {@link #getOrCreate} changes the order, so that
 * who is forgotten depends on the ratings alone and not on who was asked about.
 *
 * @param <K> by what they are known
 * @param <M> what is kept of each
 */
final class EntityIndex<K, M extends IndexedEntity> {

    private final int capacity;
    private final IntFunction<M> factory;
    private final SequencedMap<K, M> entities = new LinkedHashMap<>();
    private final Map<Integer, M> bySerial = new HashMap<>();
    private int nextSerial;

    EntityIndex(int capacity, IntFunction<M> factory) {
        this.capacity = capacity;
        this.factory = factory;
    }

    /** The member, if there is one. */
    Optional<M> find(K key) {
        return Optional.ofNullable(entities.get(key));
    }

    /** What a newcomer would be; the roster is not changed. */
    M unseen() {
        return factory.apply(nextSerial);
    }

    /** The member, who is now the latest; a newcomer takes the place of the longest quiet where there is none left. */
    M getOrCreate(K key) {
        M entity = entities.get(key);
        if (entity == null) {
            entity = factory.apply(nextSerial++);
            bySerial.put(entity.serial, entity);
        }
        entities.putLast(key, entity);
        if (entities.size() > capacity) {
            bySerial.remove(entities.pollFirstEntry().getValue().serial);
        }
        return entity;
    }

    /** The member with a serial; none if it was forgotten. */
    Optional<M> bySerial(int serial) {
        return Optional.ofNullable(bySerial.get(serial));
    }

    int size() {
        return entities.size();
    }

    void write(DataOutput out, Function<K, String> name) throws IOException {
        out.writeInt(nextSerial);
        out.writeInt(entities.size());
        for (var entry : entities.entrySet()) {
            out.writeUTF(name.apply(entry.getKey()));
            out.writeInt(entry.getValue().serial);
            entry.getValue().write(out);
        }
    }

    void read(DataInput in, Function<String, K> key) throws IOException {
        nextSerial = in.readInt();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            K parsedKey = key.apply(in.readUTF());
            M entity = factory.apply(in.readInt());
            entity.read(in);
            entities.putLast(parsedKey, entity);
            bySerial.put(entity.serial, entity);
        }
    }
}

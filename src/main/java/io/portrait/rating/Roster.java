package io.portrait.rating;

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
 * The users, or the items, that have been rated, the longest quiet first. Only {@link #meet} changes the order, so that
 * who is forgotten depends on the ratings alone and not on who was asked about.
 *
 * @param <K> by what they are known
 * @param <M> what is kept of each
 */
final class Roster<K, M extends Member> {

    private final int most;
    private final IntFunction<M> newcomer;
    private final SequencedMap<K, M> members = new LinkedHashMap<>();
    private final Map<Integer, M> bySerial = new HashMap<>();
    private int nextSerial;

    Roster(int most, IntFunction<M> newcomer) {
        this.most = most;
        this.newcomer = newcomer;
    }

    /** The member, if there is one. */
    Optional<M> find(K key) {
        return Optional.ofNullable(members.get(key));
    }

    /** What a newcomer would be; the roster is not changed. */
    M stranger() {
        return newcomer.apply(nextSerial);
    }

    /** The member, who is now the latest; a newcomer takes the place of the longest quiet where there is none left. */
    M meet(K key) {
        M member = members.get(key);
        if (member == null) {
            member = newcomer.apply(nextSerial++);
            bySerial.put(member.serial, member);
        }
        members.putLast(key, member);
        if (members.size() > most) {
            bySerial.remove(members.pollFirstEntry().getValue().serial);
        }
        return member;
    }

    /** The member with a serial; none if it was forgotten. */
    Optional<M> bySerial(int serial) {
        return Optional.ofNullable(bySerial.get(serial));
    }

    int size() {
        return members.size();
    }

    void write(DataOutput out, Function<K, String> name) throws IOException {
        out.writeInt(nextSerial);
        out.writeInt(members.size());
        for (var entry : members.entrySet()) {
            out.writeUTF(name.apply(entry.getKey()));
            out.writeInt(entry.getValue().serial);
            entry.getValue().write(out);
        }
    }

    void read(DataInput in, Function<String, K> key) throws IOException {
        nextSerial = in.readInt();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            K known = key.apply(in.readUTF());
            M member = newcomer.apply(in.readInt());
            member.read(in);
            members.putLast(known, member);
            bySerial.put(member.serial, member);
        }
    }
}

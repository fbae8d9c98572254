package io.portrait.profile;

import io.portrait.kernel.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The interests of one user by topic. Of many an event changes a few, and the row is written whole: so those of a row stay
 * the bytes they are until somebody asks for them all, or a topic comes that is not among them. Mutable; owned by one
 * {@link UserState}.
 *
 * <p>As bytes: how many, then topic, day, week and month of each in the topics' order.
 */
final class Interests {

    /** The entries of a row that was read: entry i is the bytes from {@code starts[i]} to {@code starts[i + 1]}. */
    private static final class Packed {

        private final byte[] row;
        private final int[] starts;
        private final @Nullable Interest[] changed;

        Packed(byte[] row, int[] starts) {
            this.row = row;
            this.starts = starts;
            this.changed = new @Nullable Interest[starts.length - 1];
        }

        int size() {
            return changed.length;
        }

        /** The place of a topic, or −1. */
        int indexOf(byte[] topic) {
            for (int i = 0; i < changed.length; i++) {
                StateReader in = new StateReader(row, starts[i]);
                int length = in.count();
                int from = in.position();
                if (length == topic.length && Arrays.equals(row, from, from + length, topic, 0, length)) {
                    return i;
                }
            }
            return -1;
        }

        Topic topic(int i) {
            return new Topic(new StateReader(row, starts[i]).text());
        }

        Interest interest(int i) {
            @Nullable Interest later = changed[i];
            if (later != null) {
                return later;
            }
            return readInterest(afterTopic(i));
        }

        private StateReader afterTopic(int i) {
            StateReader in = new StateReader(row, starts[i]);
            in.skipRaw();
            return in;
        }

        void add(int i, Moment moment, long units) {
            changed[i] = interest(i).plus(moment, units);
        }

        void write(StateWriter out, int i) {
            @Nullable Interest later = changed[i];
            if (later == null) {
                out.bytes(row, starts[i], starts[i + 1]);
            } else {
                out.bytes(row, starts[i], afterTopic(i).position());
                writeInterest(out, later);
            }
        }
    }

    private static final int SUMS = 3;

    private @Nullable Packed packed;
    private final SortedMap<Topic, Interest> unpacked = new TreeMap<>();

    static Interests read(StateReader in) {
        Interests interests = new Interests();
        interests.packed = readPacked(in);
        return interests;
    }

    private static Packed readPacked(StateReader in) {
        int size = in.count();
        int[] starts = new int[size + 1];
        for (int i = 0; i < size; i++) {
            starts[i] = in.position();
            in.skipRaw();
            in.skipWholes(SUMS * DecayedSum.WHOLES);
        }
        starts[size] = in.position();
        return new Packed(in.array(), starts);
    }

    void write(StateWriter out) {
        if (packed == null) {
            out.whole(unpacked.size());
            unpacked.forEach((topic, interest) -> writeInterest(out.text(topic.path()), interest));
            return;
        }
        out.whole(packed.size());
        for (int i = 0; i < packed.size(); i++) {
            packed.write(out, i);
        }
    }

    private static void writeInterest(StateWriter out, Interest interest) {
        interest.day().write(out);
        interest.week().write(out);
        interest.month().write(out);
    }

    private static Interest readInterest(StateReader in) {
        return new Interest(DecayedSum.read(in), DecayedSum.read(in), DecayedSum.read(in));
    }

    /** Adds to a topic's interest; O(number of topics), but a few bytes each. */
    void add(Topic topic, Moment moment, long units) {
        int at = packed == null ? -1 : packed.indexOf(topic.path().getBytes(StandardCharsets.UTF_8));
        if (packed != null && at >= 0) {
            packed.add(at, moment, units);
        } else {
            SortedMap<Topic, Interest> all = unpack();
            all.put(topic, all.getOrDefault(topic, Interest.NONE).plus(moment, units));
        }
    }

    /** All of them, in the topics' order; not to be modified. */
    Map<Topic, Interest> all() {
        return unpack();
    }

    private SortedMap<Topic, Interest> unpack() {
        if (packed != null) {
            for (int i = 0; i < packed.size(); i++) {
                unpacked.put(packed.topic(i), packed.interest(i));
            }
            packed = null;
        }
        return unpacked;
    }
}

package io.portrait.profile;

import io.portrait.kernel.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The interests of one user by topic. An event changes a few of many topics, but a row is written as a whole. Interests
 * that were read from a row therefore stay encoded until all of them are needed or a new topic is added. Mutable; owned
 * by one {@link UserState}.
 *
 * <p>Encoding: number of topics, then topic, day, week and month of each, sorted by topic.
 */
final class InterestsByTopic {

    /** The topics of a row that was read. Topic i takes the bytes from {@code offsets[i]} to {@code offsets[i + 1]}. */
    private static final class EncodedInterests {

        private final byte[] row;
        private final int[] offsets;
        private final @Nullable InterestSums[] updatedSums;

        EncodedInterests(byte[] row, int[] offsets) {
            this.row = row;
            this.offsets = offsets;
            this.updatedSums = new @Nullable InterestSums[offsets.length - 1];
        }

        int size() {
            return updatedSums.length;
        }

        /** The index of a topic, or −1. */
        int indexOf(byte[] topic) {
            for (int i = 0; i < updatedSums.length; i++) {
                StateReader in = new StateReader(row, offsets[i]);
                int length = in.readCount();
                int start = in.position();
                if (length == topic.length && Arrays.equals(row, start, start + length, topic, 0, length)) {
                    return i;
                }
            }
            return -1;
        }

        Topic topic(int i) {
            return new Topic(new StateReader(row, offsets[i]).readText());
        }

        InterestSums sums(int i) {
            @Nullable InterestSums updated = updatedSums[i];
            if (updated != null) {
                return updated;
            }
            return readSums(readerAfterTopic(i));
        }

        private StateReader readerAfterTopic(int i) {
            StateReader in = new StateReader(row, offsets[i]);
            in.skipBlob();
            return in;
        }

        void add(int i, DecayTime time, long units) {
            updatedSums[i] = sums(i).plus(time, units);
        }

        void write(StateWriter out, int i) {
            @Nullable InterestSums updated = updatedSums[i];
            if (updated == null) {
                out.writeSlice(row, offsets[i], offsets[i + 1]);
            } else {
                out.writeSlice(row, offsets[i], readerAfterTopic(i).position());
                writeSums(out, updated);
            }
        }
    }

    private static final int SUMS_PER_TOPIC = 3;

    private @Nullable EncodedInterests encoded;
    private final SortedMap<Topic, InterestSums> decoded = new TreeMap<>();

    static InterestsByTopic read(StateReader in) {
        InterestsByTopic interests = new InterestsByTopic();
        interests.encoded = readEncoded(in);
        return interests;
    }

    private static EncodedInterests readEncoded(StateReader in) {
        int size = in.readCount();
        int[] offsets = new int[size + 1];
        for (int i = 0; i < size; i++) {
            offsets[i] = in.position();
            in.skipBlob();
            in.skipVarints(SUMS_PER_TOPIC * DecayedSum.ENCODED_NUMBERS);
        }
        offsets[size] = in.position();
        return new EncodedInterests(in.array(), offsets);
    }

    void write(StateWriter out) {
        if (encoded == null) {
            out.writeVarint(decoded.size());
            decoded.forEach((topic, interest) -> writeSums(out.writeText(topic.path()), interest));
            return;
        }
        out.writeVarint(encoded.size());
        for (int i = 0; i < encoded.size(); i++) {
            encoded.write(out, i);
        }
    }

    private static void writeSums(StateWriter out, InterestSums interest) {
        interest.day().write(out);
        interest.week().write(out);
        interest.month().write(out);
    }

    private static InterestSums readSums(StateReader in) {
        return new InterestSums(DecayedSum.read(in), DecayedSum.read(in), DecayedSum.read(in));
    }

    /** Adds to the interest in a topic. O(number of topics), a few bytes each. */
    void add(Topic topic, DecayTime time, long units) {
        int index = encoded == null ? -1 : encoded.indexOf(topic.path().getBytes(StandardCharsets.UTF_8));
        if (encoded != null && index >= 0) {
            encoded.add(index, time, units);
        } else {
            SortedMap<Topic, InterestSums> all = decodeAll();
            all.put(topic, all.getOrDefault(topic, InterestSums.NONE).plus(time, units));
        }
    }

    /** All interests, sorted by topic, not to be modified. */
    Map<Topic, InterestSums> all() {
        return decodeAll();
    }

    private SortedMap<Topic, InterestSums> decodeAll() {
        if (encoded != null) {
            for (int i = 0; i < encoded.size(); i++) {
                decoded.put(encoded.topic(i), encoded.sums(i));
            }
            encoded = null;
        }
        return decoded;
    }
}

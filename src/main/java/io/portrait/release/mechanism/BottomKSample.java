package io.portrait.release.mechanism;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A bottom-k sample of the names that one person contributes: the k distinct names with the smallest keyed hashes (E.
 * Cohen, H. Kaplan, PODC 2007). It bounds the contribution of a person to k counts. The hash depends on person, name and
 * key only, so the person cannot influence the selection, and a repeated selection is the same. Mutable.
 */
public final class BottomKSample {

    private final int k;
    private final String person;
    private final NoiseKey key;
    private final SortedMap<String, String> namesByHash = new TreeMap<>();

    /**
     * An empty sample.
     *
     * @param k largest number of names
     * @param person id of the person
     * @param key key of the hash
     */
    public BottomKSample(int k, String person, NoiseKey key) {
        this.k = k;
        this.person = person;
        this.key = key;
    }

    /** Adds a name; adding it again changes nothing. */
    public void add(String name) {
        namesByHash.put(hash(name), name);
        if (namesByHash.size() > k) {
            namesByHash.remove(namesByHash.lastKey());
        }
    }

    private String hash(String name) {
        // the length prefix makes the message unique for each pair of person and name
        String message = "%d:%s%s".formatted(person.length(), person, name);
        return HexFormat.of().formatHex(key.hmac(message.getBytes(StandardCharsets.UTF_8)));
    }

    /** The names of the sample, in the order of their hashes. */
    public List<String> names() {
        return List.copyOf(namesByHash.values());
    }
}

package io.portrait.release.mechanism;

import io.portrait.kernel.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The noise of a release of item statistics, derived from HMAC-SHA256(key, release, counts). A release that is repeated
 * after a crash is identical if its counts are equal, and independent of the first one otherwise. Functions of
 * the released counts are post-processing and cost no budget.
 */
public final class ItemNoise {

    private static final String ITEM_LABEL = "item count";
    private static final String PAIR_LABEL = "pair counts";

    private final DiscreteGaussian itemNoise;
    private final long itemThreshold;
    private final DiscreteGaussian pairNoise;
    private final long pairThreshold;

    /** A noisy count of an item, in persons. */
    public record NoisyItem(String item, double persons) {}

    /** A noisy count of an unordered pair of items, in persons. */
    public record NoisyPair(String item, String other, double persons) {}

    /**
     * The noise of both stages with their thresholds, in units of 2⁻¹⁶ persons; {@link ItemPrivacyParameters#noise} has
     * the values that keep the guarantee.
     */
    ItemNoise(DiscreteGaussian itemNoise, long itemThreshold, DiscreteGaussian pairNoise, long pairThreshold) {
        this.itemNoise = itemNoise;
        this.itemThreshold = itemThreshold;
        this.pairNoise = pairNoise;
        this.pairThreshold = pairThreshold;
    }

    /**
     * The items whose noisy count reaches the threshold, the largest counts first. The noise of an item does not depend
     * on the other items, so an item that no person chose needs no draw: without noise it is below the threshold, and
     * with noise it would be above it with a probability that δ covers.
     *
     * @param releaseId unique name of the release
     * @param persons persons by item, each person in at most κ items
     */
    public List<NoisyItem> items(String releaseId, Map<String, Integer> persons, NoiseKey key) {
        List<NoisyItem> released = new ArrayList<>();
        persons.forEach((item, count) -> {
            AesCtrRandom random = AesCtrRandom.of(key.hmac(hmacInput(ITEM_LABEL, releaseId, item, count)));
            long noisy = units(count) + itemNoise.draw(random);
            if (noisy >= itemThreshold) {
                released.add(new NoisyItem(item, toPersons(noisy)));
            }
        });
        released.sort(Comparator.comparingDouble(NoisyItem::persons).reversed().thenComparing(NoisyItem::item));
        return released;
    }

    /**
     * The pairs whose noisy count reaches the threshold. Each pair of the items gets noise, also those that no person
     * chose.
     *
     * @param releaseId unique name of the release
     * @param counts counts of pairs of items that are public already, each person in at most s(s−1)/2 pairs
     */
    public List<NoisyPair> pairs(String releaseId, PairCounts counts, NoiseKey key) {
        AesCtrRandom random = AesCtrRandom.of(key.hmac(hmacInput(releaseId, counts)));
        List<String> items = counts.items();
        int[] persons = counts.persons();
        List<NoisyPair> released = new ArrayList<>();
        int index = 0;
        for (int i = 0; i < items.size(); i++) {
            for (int j = i + 1; j < items.size(); j++) {
                long noisy = units(persons[index++]) + pairNoise.draw(random);
                if (noisy >= pairThreshold) {
                    released.add(new NoisyPair(items.get(i), items.get(j), toPersons(noisy)));
                }
            }
        }
        return released;
    }

    /** The standard deviation of the noise in the count of an item, in persons. */
    public double itemNoiseStd() {
        return toPersons(itemNoise.sigma());
    }

    /** The smallest noisy count of an item that is released, in persons. */
    public double itemThreshold() {
        return toPersons(itemThreshold);
    }

    /** The standard deviation of the noise in the count of a pair, in persons. */
    public double pairNoiseStd() {
        return toPersons(pairNoise.sigma());
    }

    /** The smallest noisy count of a pair that is released, in persons. */
    public double pairThreshold() {
        return toPersons(pairThreshold);
    }

    private static long units(int persons) {
        return (long) persons * EventContribution.UNIT;
    }

    private static double toPersons(long units) {
        return (double) units / EventContribution.UNIT;
    }

    private static byte[] hmacInput(String label, String releaseId, String item, int count) {
        return text("%s\n%d:%s\n%d\n%s".formatted(label, releaseId.length(), releaseId, count, item));
    }

    private static byte[] hmacInput(String releaseId, PairCounts counts) {
        ByteBuffer persons = ByteBuffer.allocate(counts.persons().length * Integer.BYTES);
        persons.asIntBuffer().put(counts.persons());
        byte[] items = String.join("\n", counts.items()).getBytes(StandardCharsets.UTF_8);
        return text("%s\n%d:%s\n%s\n%s"
                .formatted(PAIR_LABEL, releaseId.length(), releaseId, digest(items), digest(persons.array())));
    }

    private static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
    }

    private static byte[] text(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }
}

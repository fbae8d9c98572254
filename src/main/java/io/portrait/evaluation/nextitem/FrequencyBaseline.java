package io.portrait.evaluation.nextitem;

import io.portrait.model.nextitem.ForwardDecay;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The baseline that every model has to beat: first the items that the user has chosen, by fading counts, then all others by
 * recent popularity. Mutable. O(items) for a rank.
 */
final class FrequencyBaseline {

    /** The number of own choices after which a choice counts half. */
    private static final double OWN_HALF_LIFE = 100;

    /** The number of choices of all users after which a choice counts half. */
    private static final double SHARED_HALF_LIFE = 10_000;

    private final double[] popularity;
    private final ForwardDecay popularityDecay = new ForwardDecay(SHARED_HALF_LIFE);
    private final Map<Integer, FadingCounts> ownCounts = new HashMap<>();

    /** Counts of one user's items. */
    private static final class FadingCounts {

        private final Map<Integer, Double> countByItem = new HashMap<>();
        private final ForwardDecay decay = new ForwardDecay(OWN_HALF_LIFE);

        void add(int item) {
            if (decay.advance()) {
                countByItem.replaceAll((i, count) -> count * ForwardDecay.RESCALE_FACTOR);
            }
            countByItem.merge(item, decay.currentWeight(), Double::sum);
        }
    }

    FrequencyBaseline(int itemCount) {
        this.popularity = new double[itemCount];
    }

    /**
     * The rank of an item for a user, from 1; 0 if the item has not been chosen before or is not allowed.
     *
     * @param allowRepeats whether the items of the user's history are ranked too
     */
    int rank(int user, int item, boolean allowRepeats) {
        FadingCounts own = ownCounts.getOrDefault(user, new FadingCounts());
        double ownCount = own.countByItem.getOrDefault(item, 0.0);
        if (ownCount > 0) {
            return allowRepeats ? 1 + countAhead(other -> own.countByItem.getOrDefault(other, 0.0) > ownCount) : 0;
        }
        if (popularity[item] == 0) {
            return 0;
        }
        int ownItemsAhead = allowRepeats ? own.countByItem.size() : 0;
        return 1
                + ownItemsAhead
                + countAhead(other -> isMorePopular(other, item) && !own.countByItem.containsKey(other));
    }

    private int countAhead(IntPredicate isAhead) {
        int count = 0;
        for (int other = 0; other < popularity.length; other++) {
            if (isAhead.test(other)) {
                count++;
            }
        }
        return count;
    }

    private boolean isMorePopular(int other, int item) {
        return popularity[other] > popularity[item] || (popularity[other] == popularity[item] && other < item);
    }

    void addOwn(int user, int item) {
        ownCounts.computeIfAbsent(user, u -> new FadingCounts()).add(item);
    }

    void addShared(int item) {
        if (popularityDecay.advance()) {
            for (int i = 0; i < popularity.length; i++) {
                popularity[i] *= ForwardDecay.RESCALE_FACTOR;
            }
        }
        popularity[item] += popularityDecay.currentWeight();
    }
}

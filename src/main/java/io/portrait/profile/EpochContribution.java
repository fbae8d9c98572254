package io.portrait.profile;

import io.portrait.kernel.Topic;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a user's events of one release epoch say to the outside, before noise: exact integer sums per first-level topic,
 * in units of 2⁻¹⁶ event weight. Grows with the state that owns it.
 */
public final class EpochContribution {

    private final long epoch;
    private final SortedMap<Topic, Long> sums;

    /** Takes the map over. */
    EpochContribution(long epoch, SortedMap<Topic, Long> sums) {
        this.epoch = epoch;
        this.sums = sums;
    }

    /** The epoch of arrival. */
    public long epoch() {
        return epoch;
    }

    /** The sums, not to be modified. */
    public SortedMap<Topic, Long> sums() {
        return Collections.unmodifiableSortedMap(sums);
    }

    void add(Map<Topic, Long> contribution) {
        contribution.forEach((topic, units) -> sums.merge(topic, units, Long::sum));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EpochContribution cell && epoch == cell.epoch && sums.equals(cell.sums);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(epoch) + sums.hashCode();
    }
}

package io.portrait.profile;

import io.portrait.kernel.Topic;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The contribution of one user to one release epoch, before noise: exact integer sums per first-level topic, in units
 * of 2⁻¹⁶ event weight. Mutable within this module; owned by one {@link UserState}.
 */
public final class EpochContribution {

    /** The number of units of an event weight of 1. */
    public static final int UNIT = DecayedSum.UNIT;

    private final long epoch;
    private final SortedMap<Topic, Long> sums;

    /** Takes ownership of the map. */
    EpochContribution(long epoch, SortedMap<Topic, Long> sums) {
        this.epoch = epoch;
        this.sums = sums;
    }

    static EpochContribution read(StateReader in) {
        long epoch = in.readVarint();
        SortedMap<Topic, Long> sums = new TreeMap<>();
        for (int remaining = in.readCount(); remaining > 0; remaining--) {
            sums.put(new Topic(in.readText()), in.readVarint());
        }
        return new EpochContribution(epoch, sums);
    }

    void write(StateWriter out) {
        out.writeVarint(epoch).writeVarint(sums.size());
        sums.forEach((topic, units) -> out.writeText(topic.path()).writeVarint(units));
    }

    /** The epoch in which the events arrived. */
    public long epoch() {
        return epoch;
    }

    /** The sums by topic, unmodifiable. */
    public SortedMap<Topic, Long> sums() {
        return Collections.unmodifiableSortedMap(sums);
    }

    void add(Map<Topic, Long> contribution) {
        contribution.forEach((topic, units) -> sums.merge(topic, units, Long::sum));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EpochContribution that && epoch == that.epoch && sums.equals(that.sums);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(epoch) + sums.hashCode();
    }
}

package io.portrait.profile;

import io.portrait.kernel.Topic;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a user's events of one release epoch say to the outside, before noise: exact integer sums per first-level topic.
 *
 * @param epoch the epoch of arrival
 * @param sums in units of 2⁻¹⁶ event weight
 */
public record ExposureCell(long epoch, SortedMap<Topic, Long> sums) {

    /** Keeps a copy of the map. */
    public ExposureCell {
        sums = Collections.unmodifiableSortedMap(new TreeMap<>(sums));
    }

    ExposureCell plus(Map<Topic, Long> contribution) {
        SortedMap<Topic, Long> more = new TreeMap<>(sums);
        contribution.forEach((topic, units) -> more.merge(topic, units, Long::sum));
        return new ExposureCell(epoch, more);
    }
}

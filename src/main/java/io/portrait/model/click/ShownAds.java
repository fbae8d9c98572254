package io.portrait.model.click;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;
import java.util.SortedMap;

/**
 * What the click model has stored of one person.
 *
 * @param views the last impressions, the oldest first
 * @param clicksByTopic the number of clicks on advertisements by topic
 */
public record ShownAds(List<AdView> views, SortedMap<Topic, Integer> clicksByTopic) {

    /** An impression of an advertisement; its time is in microseconds since 1970. */
    public record AdView(ItemId item, long atMicros) {}
}

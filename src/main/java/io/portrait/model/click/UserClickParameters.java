package io.portrait.model.click;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;
import java.util.SortedMap;

/**
 * The stored impressions and clicks of one person in the click model.
 *
 * @param views the last impressions, the oldest first
 * @param all the views and clicks of all advertisements
 * @param byAd the views and clicks by advertisement
 * @param byTopic the views and clicks by topic of the advertisements
 */
public record UserClickParameters(
        List<AdView> views,
        PersonalClicks all,
        SortedMap<ItemId, PersonalClicks> byAd,
        SortedMap<Topic, PersonalClicks> byTopic) {

    /** An impression of an advertisement; its time is in microseconds since 1970. */
    public record AdView(ItemId item, long atMicros) {}
}

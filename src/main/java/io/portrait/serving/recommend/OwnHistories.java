package io.portrait.serving.recommend;

import io.portrait.ingest.ItemInteractions;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.nextitem.ReleasedItemModel.OwnHistory;
import io.portrait.profile.Profiles;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The own data of a person that recommendations use: items from the journal, and interests from the profile. */
@Component
class OwnHistories {

    private final ItemInteractions interactions;
    private final Profiles profiles;

    OwnHistories(ItemInteractions interactions, Profiles profiles) {
        this.interactions = interactions;
        this.profiles = profiles;
    }

    /** The own data with at most so many items; interests as of the last event, because only their ratios matter. */
    OwnHistory find(UserId user, int maxItems) {
        Map<Topic, Double> interests = new HashMap<>();
        profiles.findUnrestricted(user)
                .ifPresent(profile ->
                        profile.interests().forEach(interest -> interests.put(interest.topic(), interest.weight())));
        return new OwnHistory(interactions.recentItems(user, maxItems), interests);
    }
}

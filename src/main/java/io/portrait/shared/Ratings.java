package io.portrait.shared;

import io.portrait.catalog.Catalogue;
import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.learning.Progress;
import io.portrait.rating.Component;
import io.portrait.rating.RatingModel;
import io.portrait.rating.RatingPrediction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is expected of ratings. It owns the model: the follower alone changes it, under the write lock and a few ratings
 * at a time; everybody else reads.
 */
@org.springframework.stereotype.Component
public class Ratings {

    /** The learner's name in answers. */
    public static final String LEARNER = "mixed-effects";

    private final Catalogue catalogue;
    private final JdbcRatingSnapshots snapshots;
    private final Guarded<Following> following;

    Ratings(Catalogue catalogue, JdbcRatingSnapshots snapshots, SharedProperties properties) {
        this.catalogue = catalogue;
        this.snapshots = snapshots;
        this.following = new Guarded<>(Following.fromTheBeginning(new RatingModel(properties.ratings()), 0));
    }

    /**
     * What a user would give an item, in stars from 0 to 5. A user or item that is not known has what all users teach.
     *
     * @return the expected stars, with the variance that is the user's posterior's
     */
    public RatingPrediction predict(UserId user, ItemId item) {
        List<Topic> topics = Optional.ofNullable(catalogue.current(Set.of(item)).get(item))
                .map(Item::topics)
                .orElse(List.of());
        return following.read(now -> now.model().predict(user, item, topics));
    }

    /** How well a user's ratings were predicted before they were learned; empty for one who has none. */
    public Optional<Progress> progress(UserId user) {
        return following.read(now -> now.model().progress(user));
    }

    /** How well each component has predicted all ratings. */
    public Map<Component, Progress> progress() {
        return following.read(now -> now.model().progress());
    }

    /** The position in the journal up to which ratings are learned. */
    public long position() {
        return following.read(Following::position);
    }

    /**
     * Has every instance learn again what is left in the journal, because ratings were taken out of it: exactly what a
     * model would be that has never seen them. Joins the caller's transaction.
     */
    public void unlearn() {
        snapshots.forget();
    }

    /** The state, for the follower, which alone changes it. */
    Following following() {
        return following.read(now -> now);
    }

    /** Goes on with another state. */
    void follow(Following other) {
        following.replace(other);
    }

    /** All up to a position is learned. */
    void passTo(long position) {
        following.write(now -> now.passTo(position));
    }

    /** Learns a few ratings, and waits as long as somebody reads. */
    void learn(List<Following.Next> few) {
        following.write(now -> few.forEach(now::learn));
    }
}

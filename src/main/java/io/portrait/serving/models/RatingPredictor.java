package io.portrait.serving.models;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.learner.PrequentialLosses;
import io.portrait.model.rating.RatingComponent;
import io.portrait.model.rating.RatingModel;
import io.portrait.model.rating.RatingPrediction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is expected of ratings. It owns the model: the follower alone changes it, under the write lock and a few ratings
 * at a time; everybody else reads.
 */
@org.springframework.stereotype.Component
public class RatingPredictor {

    /** The learner's name in answers. */
    public static final String LEARNER = "mixed-effects";

    private final Catalog catalog;
    private final JdbcRatingSnapshots snapshots;
    private final LockedModel<ModelCheckpoint> locked;

    RatingPredictor(Catalog catalog, JdbcRatingSnapshots snapshots, RatingModelProperties properties) {
        this.catalog = catalog;
        this.snapshots = snapshots;
        this.locked = new LockedModel<>(ModelCheckpoint.initial(new RatingModel(properties.ratings()), 0));
    }

    /**
     * What a user would give an item, in stars from 0 to 5. A user or item that is not known has what all users teach.
     *
     * @return the expected stars, with the variance that is the user's posterior's
     */
    public RatingPrediction predict(UserId user, ItemId item) {
        List<Topic> topics = Optional.ofNullable(
                        catalog.findCurrent(Set.of(item)).get(item))
                .map(Item::topics)
                .orElse(List.of());
        return locked.read(checkpoint -> checkpoint.model().predict(user, item, topics));
    }

    /** How well a user's ratings were predicted before they were learned; empty for one who has none. */
    public Optional<PrequentialLosses> progress(UserId user) {
        return locked.read(checkpoint -> checkpoint.model().losses(user));
    }

    /** How well each component has predicted all ratings. */
    public Map<RatingComponent, PrequentialLosses> progress() {
        return locked.read(checkpoint -> checkpoint.model().losses());
    }

    /** The position in the journal up to which ratings are learned. */
    public long position() {
        return locked.read(ModelCheckpoint::position);
    }

    /**
     * Has every instance learn again what is left in the journal, because ratings were taken out of it: exactly what a
     * model would be that has never seen them. Joins the caller's transaction.
     */
    public void relearn() {
        snapshots.deleteAll();
    }

    /** The state, for the follower, which alone changes it. */
    ModelCheckpoint checkpoint() {
        return locked.read(checkpoint -> checkpoint);
    }

    /** Goes on with another state. */
    void replaceCheckpoint(ModelCheckpoint replacement) {
        locked.replace(replacement);
    }

    /** All up to a position is learned. */
    void advanceTo(long position) {
        locked.write(checkpoint -> checkpoint.advanceTo(position));
    }

    /** Learns a few ratings, and waits as long as somebody reads. */
    void learn(List<ModelCheckpoint.PositionedRating> ratings) {
        locked.write(checkpoint -> ratings.forEach(checkpoint::learn));
    }
}

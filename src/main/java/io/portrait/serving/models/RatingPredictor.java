package io.portrait.serving.models;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.learner.PrequentialLosses;
import io.portrait.model.rating.ItemRating;
import io.portrait.model.rating.RatingComponent;
import io.portrait.model.rating.RatingModel;
import io.portrait.model.rating.RatingPrediction;
import io.portrait.model.rating.UserRatingParameters;
import io.portrait.serving.models.StoredModel.ModelFormat;
import io.portrait.serving.models.StoredModel.PersonalParts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The rating model, for concurrent predictions while the projection learns. */
@Component
public class RatingPredictor {

    /** The name of the learner in profiles. */
    public static final String LEARNER = "mixed-effects";

    /** Ratings learned under one write lock, which takes some milliseconds. */
    static final int MAX_PER_LOCK = 50;

    private final Catalog catalog;
    private final RatingModelProperties properties;
    private final StoredModel<RatingModel> model;

    RatingPredictor(Catalog catalog, RatingModelProperties properties) {
        this.catalog = catalog;
        this.properties = properties;
        this.model = new StoredModel<>(
                () -> new RatingModel(properties.config()),
                new ModelFormat<>(
                        RatingModel::fingerprint, RatingModel::write, in -> RatingModel.read(properties.config(), in)),
                new PersonalParts<>(
                        RatingModel::isKnown, RatingModel::userIds, RatingModel::rename, RatingModel::forget));
    }

    /** A predictor with the same configuration that has learned nothing. */
    RatingPredictor untrained() {
        return new RatingPredictor(catalog, properties);
    }

    /** The model, for the projection and its snapshots. */
    StoredModel<RatingModel> model() {
        return model;
    }

    /**
     * Predicts the rating of an item by a user, in stars from 0 to 5. An unknown user or item has the prior that all users
     * share.
     *
     * @return the expected stars, with the variance of the user's posterior
     */
    public RatingPrediction predict(UserId user, ItemId item) {
        List<Topic> topics = Optional.ofNullable(
                        catalog.findCurrent(Set.of(item)).get(item))
                .map(Item::topics)
                .orElse(List.of());
        return model.read(ratings -> ratings.predict(user, item, topics));
    }

    /** The stored data of a user. */
    Optional<UserRatingParameters> parameters(UserId user) {
        return model.read(ratings -> ratings.parameters(user));
    }

    /**
     * The losses of predicting a user's ratings, each before it was learned.
     *
     * @param modelReady whether the model has learned the journal, and not a part of these ratings alone
     */
    public record RatingLosses(PrequentialLosses losses, boolean modelReady) {}

    /** The losses of a user's ratings; empty for a user without ratings. */
    public Optional<RatingLosses> losses(UserId user) {
        boolean ready = model.isReady();
        return model.read(ratings -> ratings.losses(user)).map(losses -> new RatingLosses(losses, ready));
    }

    /** The losses of each component over all ratings. */
    public Map<RatingComponent, PrequentialLosses> losses() {
        return model.read(RatingModel::losses);
    }

    /**
     * Follows a merge or split. The parameters of the persons are learned again against the present ones of the items.
     *
     * @param own the last ratings of both persons
     */
    void follow(PersonChange change, List<ItemRating> own) {
        model.follow(change, ratings -> {
            ratings.forget(change.persons());
            own.forEach(ratings::learnUser);
        });
    }

    /** Learns ratings; waits for running reads. */
    void learn(List<ItemRating> newRatings) {
        model.write(ratings -> newRatings.forEach(ratings::learn));
    }
}

package io.portrait.model.rating;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.ModelFingerprint;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.model.learner.LearnerSnapshot;
import io.portrait.model.learner.Loss;
import io.portrait.model.learner.Prediction;
import io.portrait.model.learner.PrequentialLosses;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rating prediction model: item parameters learned from all users (means, factors, similarities), one stacked
 * regression, and parameters of each user (bias, taste filter, factors, history). Its state is a function of its
 * configuration and of the ratings in their order, bit for bit; predicting does not change it.
 *
 * <p><b>Mutable</b>, unlike the learners: one step modifies a user, an item and about a hundred neighbors in a state of
 * up to a hundred megabytes, which cannot be copied. The owner must ensure that no thread reads while another one
 * learns (decision 0030). All parts are package-private and owned by this class.
 *
 * <p>The prediction for an unseen user is the item's mean without any deviation; for an unseen item it is the mean of
 * all ratings plus the user's taste in its topics.
 *
 * <p>Predicting costs O(history + topics²), learning O(history + topics² + replays · dimensions).
 */
public final class RatingModel {

    /** The version of the format of {@link #write}; it rises when the bytes change their meaning. */
    public static final int LAYOUT_VERSION = 1;

    private final RatingConfig config;
    private final ItemMeans itemMeans;
    private final TemporalBiases temporalBiases;
    private final MatrixFactorization factorization;
    private final ItemKnn itemKnn;

    private final EntityIndex<UserId, RatedUser> users;
    private final EntityIndex<ItemId, RatedItem> items;
    private final ReplayBuffer replayBuffer;
    private final TopicFeatures topicFeatures;
    private final StackedRegression stacked;
    private final ShrunkenMean mean = new ShrunkenMean();
    private final Map<RatingComponent, PrequentialLosses> losses = new EnumMap<>(RatingComponent.class);
    private long ratings;
    private double minStars = ItemRating.MAX_STARS;
    private double maxStars;

    /** A model without any ratings. */
    public RatingModel(RatingConfig config) {
        UserTasteFilter.Drift drift =
                UserTasteFilter.Drift.of(config.userPrior(), config.capacity().topics());
        this.config = config;
        this.itemMeans = new ItemMeans(config.biases());
        this.temporalBiases = new TemporalBiases(config.biases());
        this.factorization = new MatrixFactorization(config.factorization(), config.seed());
        this.itemKnn = new ItemKnn(config.similarity());
        this.users = new EntityIndex<>(config.capacity().users(), serial -> new RatedUser(serial, config, drift));
        this.items = new EntityIndex<>(config.capacity().items(), serial -> new RatedItem(serial, config));
        this.replayBuffer = new ReplayBuffer(config.capacity().replayBufferSize());
        this.topicFeatures = new TopicFeatures(config.capacity().topics());
        this.stacked = new StackedRegression(config.stackForgetting());
        for (RatingComponent component : RatingComponent.values()) {
            losses.put(component, PrequentialLosses.empty());
        }
    }

    /** The layout version and the configuration as one text; stored bytes are readable only if it is equal. */
    public String fingerprint() {
        return "layout %d, %s".formatted(LAYOUT_VERSION, config.identity());
    }

    /** The number of users in memory. */
    public int users() {
        return users.size();
    }

    /** The users in memory. */
    public Set<UserId> userIds() {
        return users.keys();
    }

    /** A check whether the parameters of a user are in memory. */
    public boolean isKnown(UserId user) {
        return users.find(user).isPresent();
    }

    /** Moves the parameters of a user to another user, who has none. */
    public void rename(UserId user, UserId newUser) {
        users.rename(user, newUser);
    }

    /**
     * Learns the user's own parameters from a rating, and nothing that users share. A rating of an unknown item is ignored.
     */
    public void learnUser(ItemRating rating) {
        items.find(rating.item()).ifPresent(item -> learnUser(users.getOrCreate(rating.user()), item, rating));
    }

    private void learnUser(RatedUser user, RatedItem item, ItemRating rating) {
        ComponentPredictions predictions = predictComponents(user, item, rating.topics());
        float innovation =
                (float) (rating.stars() - predictions.basePredictions().userTaste());
        user.losses = user.losses.after(Loss.of(predictions.prediction().rating(), rating.stars()));
        temporalBiases.learnUser(user, item, rating.stars() - predictions.overallMean());
        user.tasteFilter.learn(predictions.x(), innovation, noiseVariance(item));
        factorization.learnUser(user, item, innovation);
        user.history.add(item.serial, innovation);
    }

    private double noiseVariance(RatedItem item) {
        return config.userPrior().noiseVariance() + config.userPrior().newItemNoiseVariance() / (item.mean.count() + 1);
    }

    /** Removes the parameters of users; the parameters that users share stay. */
    public void forget(Set<UserId> forgotten) {
        forgotten.forEach(users::remove);
    }

    /** The number of items in memory. */
    public int items() {
        return items.size();
    }

    /** The prequential losses of each component. */
    public Map<RatingComponent, PrequentialLosses> losses() {
        return Collections.unmodifiableMap(new EnumMap<>(losses));
    }

    /** The prequential losses of a user's ratings; empty for a user that is not in memory. */
    public Optional<PrequentialLosses> losses(UserId user) {
        return users.find(user).map(ratedUser -> ratedUser.losses);
    }

    /** The stored data of a user; empty for a user that is not in memory. O(items). */
    public Optional<UserRatingParameters> parameters(UserId user) {
        return users.find(user)
                .map(rated -> new UserRatingParameters(
                        rated.bias.value(config.biases().userShrinkage()),
                        rated.tasteFilter.weights(topicFeatures.topics()),
                        Vec.of(rated.factors),
                        residuals(rated.history),
                        rated.losses));
    }

    private List<UserRatingParameters.ItemResidual> residuals(RatingHistory history) {
        Map<Integer, ItemId> itemsBySerial = items.keysBySerial();
        List<UserRatingParameters.ItemResidual> residuals = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            ItemId item = itemsBySerial.get(history.item(i));
            if (item != null) {
                residuals.add(new UserRatingParameters.ItemResidual(item, history.residual(i)));
            }
        }
        return residuals;
    }

    /** The prediction of a rating. */
    public RatingPrediction predict(UserId user, ItemId item, List<Topic> topics) {
        return predictComponents(
                        users.find(user).orElseGet(users::unseen),
                        items.find(item).orElseGet(items::unseen),
                        topics)
                .prediction();
    }

    /**
     * Predicts a rating, then learns it.
     *
     * @return the prediction that was made before learning
     */
    public RatingPrediction learn(ItemRating rating) {
        RatedUser user = users.getOrCreate(rating.user());
        RatedItem item = items.getOrCreate(rating.item());
        ComponentPredictions predictions = predictComponents(user, item, rating.topics());
        recordLosses(user, predictions.prediction(), rating.stars());
        learn(user, item, predictions, rating.stars());
        topicFeatures.register(rating.topics());
        ratings++;
        return predictions.prediction();
    }

    /** The predictions of all components for one rating, and their inputs. */
    private record ComponentPredictions(
            double overallMean, Vec x, StackedRegression.BasePredictions basePredictions, RatingPrediction prediction) {

        double deviation() {
            return basePredictions.userTaste() - basePredictions.itemMean();
        }
    }

    private ComponentPredictions predictComponents(RatedUser user, RatedItem item, List<Topic> topics) {
        double overall =
                config.biases().priorMean() + mean.value(config.biases().priorMeanWeight());
        Vec x = UserTasteFilter.features(topicFeatures.features(topics));
        double itemMean = itemMeans.predict(overall, item);
        StackedRegression.BasePredictions basePredictions = new StackedRegression.BasePredictions(
                itemMean,
                temporalBiases.predict(overall, user, item),
                itemMean + user.tasteFilter.deviation(x),
                factorization.predictResidual(user, item),
                itemKnn.predict(user, item),
                user.losses.examples(),
                item.mean.count());
        return new ComponentPredictions(
                overall, x, basePredictions, prediction(basePredictions, user.tasteFilter.variance(x)));
    }

    private RatingPrediction prediction(StackedRegression.BasePredictions basePredictions, double variance) {
        Prediction.Gaussian correction = stacked.predict(basePredictions);
        double userTaste = basePredictions.userTaste();
        Map<RatingComponent, Double> components = new EnumMap<>(RatingComponent.class);
        components.put(RatingComponent.ITEM_MEANS, clipped(basePredictions.itemMean()));
        components.put(RatingComponent.TEMPORAL_BIASES, clipped(basePredictions.temporalBiases()));
        components.put(RatingComponent.USER_TASTE_FILTER, clipped(userTaste));
        components.put(RatingComponent.MATRIX_FACTORIZATION, clipped(userTaste + basePredictions.factorization()));
        components.put(RatingComponent.ITEM_KNN, clipped(basePredictions.initialPrediction()));
        double served = clipped(basePredictions.initialPrediction() + correction.value());
        components.put(RatingComponent.STACKED, served);
        return new RatingPrediction(new Prediction.Gaussian(served, variance, correction.noiseVariance()), components);
    }

    /** Clips to the range of the ratings learned so far: without any rating of 0 stars, 0 is never predicted. */
    private double clipped(double stars) {
        return maxStars < minStars ? Math.clamp(stars, 0, ItemRating.MAX_STARS) : Math.clamp(stars, minStars, maxStars);
    }

    private void recordLosses(RatedUser user, RatingPrediction prediction, double stars) {
        prediction
                .components()
                .forEach((component, value) -> losses.computeIfPresent(
                        component, (c, before) -> before.after(Loss.of(new Prediction.Point(value), stars))));
        user.losses = user.losses.after(Loss.of(prediction.rating(), stars));
    }

    private void learn(RatedUser user, RatedItem item, ComponentPredictions predictions, double stars) {
        StackedRegression.BasePredictions basePredictions = predictions.basePredictions();
        double innovation = stars - basePredictions.userTaste();
        double noiseVariance = noiseVariance(item);
        stacked.learn(basePredictions, stars);
        temporalBiases.learn(user, item, stars - predictions.overallMean());
        itemMeans.learn(item, stars, predictions.overallMean(), predictions.deviation());
        user.tasteFilter.learn(predictions.x(), innovation, noiseVariance);
        factorization.learn(
                user,
                item,
                (float) innovation,
                new MatrixFactorization.ReplayMemory(users, items, replayBuffer),
                ratings);
        itemKnn.learn(user, item, items, (float) innovation);
        mean.add(stars - config.biases().priorMean());
        minStars = Math.min(minStars, stars);
        maxStars = Math.max(maxStars, stars);
    }

    /**
     * Writes the complete state.
     *
     * <pre>
     *  fingerprint | ratings | minimum | maximum | mean | losses of each component
     *  topics              n, then n × path
     *  stacked regression  a {@link LearnerSnapshot}
     *  items               next serial | n, then n × (id | serial | mean | bias | factors | similarities)
     *  users               next serial | n, then n × (id | serial | bias | taste filter | factors | history | losses)
     *  replay buffer       n | newest, then n × (user | item | residual)
     * </pre>
     *
     * Big endian; ids and paths as {@link DataOutput#writeUTF}; users and items from the least to the most recently
     * rated.
     */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(fingerprint());
        out.writeLong(ratings);
        out.writeDouble(minStars);
        out.writeDouble(maxStars);
        mean.write(out);
        for (RatingComponent component : RatingComponent.values()) {
            losses.getOrDefault(component, PrequentialLosses.empty()).write(out);
        }
        topicFeatures.write(out);
        stacked.write(out);
        items.write(out, ItemId::value);
        users.write(out, UserId::value);
        replayBuffer.write(out);
    }

    /**
     * Reads what {@link #write} wrote; the model continues exactly as the written one would have.
     *
     * @throws IllegalStateException if the bytes are of another layout or configuration
     */
    public static RatingModel read(RatingConfig config, DataInput in) throws IOException {
        RatingModel model = new RatingModel(config);
        ModelFingerprint.require("rating", model.fingerprint(), in);
        model.readState(in);
        return model;
    }

    private void readState(DataInput in) throws IOException {
        ratings = in.readLong();
        minStars = in.readDouble();
        maxStars = in.readDouble();
        mean.read(in);
        for (RatingComponent component : RatingComponent.values()) {
            losses.put(component, PrequentialLosses.read(in));
        }
        topicFeatures.read(in);
        stacked.read(in);
        items.read(in, ItemId::new);
        users.read(in, UserId::new);
        replayBuffer.read(in);
    }
}

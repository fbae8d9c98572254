package io.portrait.model.rating;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.model.learner.Loss;
import io.portrait.model.learner.Prediction;
import io.portrait.model.learner.PrequentialLosses;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that has been learned of ratings: a shared part that all users teach (means, vectors and neighbours of items, the
 * stack) and a part for each user (bias, posterior, vector, history). Its state is a function of its configuration and
 * of the ratings in their order, bit for bit, and of nothing else: predicting changes nothing.
 *
 * <p><b>Mutable</b>, unlike the learners: a step touches a user, an item and some hundred neighbours of what may be a
 * hundred megabytes, so there is one state and one owner, who sees to it that nobody reads while it learns (decision
 * 0030). All of its parts are package-private and owned by it.
 *
 * <p>A user who is not known has the prior of all: what the item is worth to everybody, and no deviation from it. An
 * item that is not known has the mean of all ratings, and the user's taste in its topics.
 *
 * <p>Predicting costs O(history + topics²), learning O(history + topics² + replays · dimensions).
 */
public final class RatingModel {

    /** The version of the bytes; it rises when they change meaning. */
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

    /** A model that has learned nothing. */
    public RatingModel(RatingConfig config) {
        this.config = config;
        this.itemMeans = new ItemMeans(config.biases());
        this.temporalBiases = new TemporalBiases(config.biases());
        this.factorization = new MatrixFactorization(config.factorization(), config.seed());
        this.itemKnn = new ItemKnn(config.similarity());
        this.users = new EntityIndex<>(config.capacity().users(), serial -> new RatedUser(serial, config));
        this.items = new EntityIndex<>(config.capacity().items(), serial -> new RatedItem(serial, config));
        this.replayBuffer = new ReplayBuffer(config.capacity().replayBufferSize());
        this.topicFeatures = new TopicFeatures(config.capacity().topics());
        this.stacked = new StackedRegression(config.stackForgetting());
        for (RatingComponent component : RatingComponent.values()) {
            losses.put(component, PrequentialLosses.empty());
        }
    }

    /** What its bytes belong to: the layout and the configuration, as one text. */
    public String fingerprint() {
        return "layout %d, %s".formatted(LAYOUT_VERSION, config.identity());
    }

    /** How many ratings it has learned. */
    public long ratings() {
        return ratings;
    }

    /** How many users it knows. */
    public int users() {
        return users.size();
    }

    /** How many items it knows. */
    public int items() {
        return items.size();
    }

    /** How well each component has predicted, each rating before it was learned. */
    public Map<RatingComponent, PrequentialLosses> losses() {
        return Collections.unmodifiableMap(new EnumMap<>(losses));
    }

    /** How well the ratings of a user were predicted; empty for a user who is not known. */
    public Optional<PrequentialLosses> losses(UserId user) {
        return users.find(user).map(known -> known.losses);
    }

    /** What is expected of a rating. */
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
     * @return what was expected before
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

    /** One rating seen by all components. */
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
        double itemMean = itemMeans.expected(overall, item);
        StackedRegression.BasePredictions basePredictions = new StackedRegression.BasePredictions(
                itemMean,
                temporalBiases.expected(overall, user, item),
                itemMean + user.tasteFilter.deviation(x),
                factorization.residual(user, item),
                itemKnn.predict(user, item),
                user.losses.examples(),
                item.mean.count());
        return new ComponentPredictions(
                overall, x, basePredictions, prediction(basePredictions, user.tasteFilter.variance(x)));
    }

    private RatingPrediction prediction(StackedRegression.BasePredictions basePredictions, double variance) {
        Prediction.Gaussian correction = stacked.predict(basePredictions);
        double posterior = basePredictions.userTaste();
        Map<RatingComponent, Double> components = new EnumMap<>(RatingComponent.class);
        components.put(RatingComponent.ITEM_MEANS, clipped(basePredictions.itemMean()));
        components.put(RatingComponent.TEMPORAL_BIASES, clipped(basePredictions.temporalBiases()));
        components.put(RatingComponent.USER_TASTE_FILTER, clipped(posterior));
        components.put(RatingComponent.MATRIX_FACTORIZATION, clipped(posterior + basePredictions.factorization()));
        components.put(RatingComponent.ITEM_KNN, clipped(basePredictions.initialPrediction()));
        double served = clipped(basePredictions.initialPrediction() + correction.value());
        components.put(RatingComponent.STACKED, served);
        return new RatingPrediction(new Prediction.Gaussian(served, variance, correction.noiseVariance()), components);
    }

    /** Into the range of the ratings seen so far: where nobody gives 0 stars, 0 is never expected. */
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
        double noiseVariance = config.userPrior().noiseVariance()
                + config.userPrior().newItemNoiseVariance() / (item.mean.count() + 1);
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
     * Writes all of it.
     *
     * <pre>
     *  fingerprint | ratings | least | most | mean | progress of each component
     *  topics   n, then n × path
     *  stack    configuration | layout | examples | n, then n × number
     *  items    next serial | n, then n × (id | serial | mean | bias | vector | neighbours)
     *  users    next serial | n, then n × (id | serial | bias | posterior | vector | history | progress)
     *  replay   n | newest, then n × (user | item | residual)
     * </pre>
     *
     * Big endian; ids and paths as {@link DataOutput#writeUTF}; users and items the longest quiet first.
     */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(fingerprint());
        out.writeLong(ratings);
        out.writeDouble(minStars);
        out.writeDouble(maxStars);
        mean.write(out);
        for (RatingComponent component : RatingComponent.values()) {
            PrequentialLossesFormat.write(out, losses.getOrDefault(component, PrequentialLosses.empty()));
        }
        topicFeatures.write(out);
        stacked.write(out);
        items.write(out, ItemId::value);
        users.write(out, UserId::value);
        replayBuffer.write(out);
    }

    /**
     * The model that was written; it goes on exactly as the written one would have.
     *
     * @throws IllegalStateException if the bytes are of another layout or configuration
     */
    public static RatingModel read(RatingConfig config, DataInput in) throws IOException {
        RatingModel model = new RatingModel(config);
        String found = in.readUTF();
        if (!found.equals(model.fingerprint())) {
            throw new IllegalStateException(
                    "the stored ratings are of \"%s\", this program has \"%s\": learn them again"
                            .formatted(found, model.fingerprint()));
        }
        model.readState(in);
        return model;
    }

    private void readState(DataInput in) throws IOException {
        ratings = in.readLong();
        minStars = in.readDouble();
        maxStars = in.readDouble();
        mean.read(in);
        for (RatingComponent component : RatingComponent.values()) {
            losses.put(component, PrequentialLossesFormat.read(in));
        }
        topicFeatures.read(in);
        stacked.read(in);
        items.read(in, ItemId::new);
        users.read(in, UserId::new);
        replayBuffer.read(in);
    }
}

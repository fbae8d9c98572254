package io.portrait.rating;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.learning.Loss;
import io.portrait.learning.Prediction;
import io.portrait.learning.Progress;
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
    private final ForgettingBiases forgettingBiases;
    private final ReplayedVectors vectors;
    private final ItemNeighbours neighbours;

    private final Roster<UserId, RatedUser> users;
    private final Roster<ItemId, RatedItem> items;
    private final ReplayBuffer replay;
    private final TopicPlaces topics;
    private final Stack stack;
    private final ShrunkenMean mean = new ShrunkenMean();
    private final Map<Component, Progress> progress = new EnumMap<>(Component.class);
    private long ratings;
    private double least = Rating.MAX_STARS;
    private double most;

    /** A model that has learned nothing. */
    public RatingModel(RatingConfig config) {
        this.config = config;
        this.itemMeans = new ItemMeans(config.biases());
        this.forgettingBiases = new ForgettingBiases(config.biases());
        this.vectors = new ReplayedVectors(config.vectors(), config.seed());
        this.neighbours = new ItemNeighbours(config.similarity());
        this.users = new Roster<>(config.bounds().users(), serial -> new RatedUser(serial, config));
        this.items = new Roster<>(config.bounds().items(), serial -> new RatedItem(serial, config));
        this.replay = new ReplayBuffer(config.bounds().replay());
        this.topics = new TopicPlaces(config.bounds().topics());
        this.stack = new Stack(config.forgetting());
        for (Component component : Component.values()) {
            progress.put(component, Progress.none());
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
    public Map<Component, Progress> progress() {
        return Collections.unmodifiableMap(new EnumMap<>(progress));
    }

    /** How well the ratings of a user were predicted; empty for a user who is not known. */
    public Optional<Progress> progress(UserId user) {
        return users.find(user).map(known -> known.progress);
    }

    /** What is expected of a rating. */
    public RatingPrediction predict(UserId user, ItemId item, List<Topic> about) {
        return view(
                        users.find(user).orElseGet(users::stranger),
                        items.find(item).orElseGet(items::stranger),
                        about)
                .prediction();
    }

    /**
     * Predicts a rating, then learns it.
     *
     * @return what was expected before
     */
    public RatingPrediction learn(Rating rating) {
        RatedUser user = users.meet(rating.user());
        RatedItem item = items.meet(rating.item());
        View view = view(user, item, rating.topics());
        note(user, view.prediction(), rating.stars());
        learn(user, item, view, rating.stars());
        topics.meet(rating.topics());
        ratings++;
        return view.prediction();
    }

    /** One rating seen by all components. */
    private record View(double mean, Vec x, Stack.Sayings sayings, RatingPrediction prediction) {

        double deviation() {
            return sayings.posterior() - sayings.itemMean();
        }
    }

    private View view(RatedUser user, RatedItem item, List<Topic> about) {
        double overall = config.biases().mean() + mean.value(config.biases().meanWeight());
        Vec x = Posterior.features(topics.features(about));
        double itemMean = itemMeans.expected(overall, item);
        Stack.Sayings sayings = new Stack.Sayings(
                itemMean,
                forgettingBiases.expected(overall, user, item),
                itemMean + user.posterior.deviation(x),
                vectors.residual(user, item),
                neighbours.ask(user, item),
                user.progress.examples(),
                item.mean.count());
        return new View(overall, x, sayings, prediction(sayings, user.posterior.variance(x)));
    }

    private RatingPrediction prediction(Stack.Sayings sayings, double variance) {
        Prediction.Gaussian rest = stack.predict(sayings);
        double posterior = sayings.posterior();
        Map<Component, Double> components = new EnumMap<>(Component.class);
        components.put(Component.ITEM_MEANS, clipped(sayings.itemMean()));
        components.put(Component.FORGETTING_BIASES, clipped(sayings.forgetting()));
        components.put(Component.POSTERIOR, clipped(posterior));
        components.put(Component.REPLAYED_VECTORS, clipped(posterior + sayings.vectors()));
        components.put(Component.ITEM_NEIGHBOURS, clipped(sayings.start()));
        double served = clipped(sayings.start() + rest.value());
        components.put(Component.STACK, served);
        return new RatingPrediction(new Prediction.Gaussian(served, variance, rest.noiseVariance()), components);
    }

    /** Into the range of the ratings seen so far: where nobody gives 0 stars, 0 is never expected. */
    private double clipped(double stars) {
        return most < least ? Math.clamp(stars, 0, Rating.MAX_STARS) : Math.clamp(stars, least, most);
    }

    private void note(RatedUser user, RatingPrediction prediction, double stars) {
        prediction
                .components()
                .forEach((component, value) -> progress.computeIfPresent(
                        component, (c, before) -> before.after(Loss.of(new Prediction.Point(value), stars))));
        user.progress = user.progress.after(Loss.of(prediction.rating(), stars));
    }

    private void learn(RatedUser user, RatedItem item, View view, double stars) {
        Stack.Sayings sayings = view.sayings();
        double surprise = stars - sayings.posterior();
        double noise = config.taste().noise() + config.taste().newItem() / (item.mean.count() + 1);
        stack.learn(sayings, stars);
        forgettingBiases.learn(user, item, stars - view.mean());
        itemMeans.learn(item, stars, view.mean(), view.deviation());
        user.posterior.learn(view.x(), surprise, noise);
        vectors.learn(user, item, (float) surprise, new ReplayedVectors.Memory(users, items, replay), ratings);
        neighbours.learn(user, item, items, (float) surprise);
        mean.add(stars - config.biases().mean());
        least = Math.min(least, stars);
        most = Math.max(most, stars);
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
        out.writeDouble(least);
        out.writeDouble(most);
        mean.write(out);
        for (Component component : Component.values()) {
            ProgressBytes.write(out, progress.getOrDefault(component, Progress.none()));
        }
        topics.write(out);
        stack.write(out);
        items.write(out, ItemId::value);
        users.write(out, UserId::value);
        replay.write(out);
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
        least = in.readDouble();
        most = in.readDouble();
        mean.read(in);
        for (Component component : Component.values()) {
            progress.put(component, ProgressBytes.read(in));
        }
        topics.read(in);
        stack.read(in);
        items.read(in, ItemId::new);
        users.read(in, UserId::new);
        replay.read(in);
    }
}

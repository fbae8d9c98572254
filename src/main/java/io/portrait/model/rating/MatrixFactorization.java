package io.portrait.model.rating;

import io.portrait.kernel.SplitMix64;
import io.portrait.model.rating.RatingConfig.FactorizationConfig;

/**
 * Matrix factorization by stochastic gradient descent with experience replay: a factor vector of d numbers for each
 * user and item, whose inner product predicts the residual of the {@link UserTasteFilter} (Y. Koren, R. Bell, C.
 * Volinsky, "Matrix factorization techniques for recommender systems", IEEE Computer 42, 2009). One pass over a stream
 * is too little for such vectors, so a few past ratings are learned again with each new one.
 *
 * <p>O(d) to predict, O(replays · d) to learn.
 *
 * @param seed of the choice of replayed ratings
 */
record MatrixFactorization(FactorizationConfig config, long seed) {

    private static final double MAX_ERROR = 2 * ItemRating.MAX_STARS;

    double predictResidual(RatedUser user, RatedItem item) {
        return DoubleArrays.dot(user.factors, item.factors);
    }

    /**
     * Learns a rating, then replays others.
     *
     * @param count number of ratings learned before; with the seed it determines which ratings are replayed
     */
    void learn(RatedUser user, RatedItem item, float residual, ReplayMemory memory, long count) {
        memory.buffer().add(user.serial, item.serial, residual);
        step(user, item, residual);
        for (int i = 0; i < config.replays(); i++) {
            replay(memory, SplitMix64.unit(~seed, count * config.replays() + i));
        }
    }

    /** The users, items and past ratings that a replay reads and modifies. */
    record ReplayMemory(EntityIndex<?, RatedUser> users, EntityIndex<?, RatedItem> items, ReplayBuffer buffer) {}

    private void replay(ReplayMemory memory, double uniform) {
        ReplayBuffer buffer = memory.buffer();
        int slot = buffer.slot((int) (skewedToRecent(uniform) * buffer.size()));
        memory.users()
                .bySerial(buffer.user(slot))
                .ifPresent(user -> memory.items()
                        .bySerial(buffer.item(slot))
                        .ifPresent(item -> step(user, item, buffer.residual(slot))));
    }

    private double skewedToRecent(double uniform) {
        return config.recencyExponent() == 2 ? uniform * uniform : StrictMath.pow(uniform, config.recencyExponent());
    }

    /** Learns the factors of the user alone. */
    void learnUser(RatedUser user, RatedItem item, float residual) {
        step(user.factors, item.factors.clone(), residual);
    }

    private void step(RatedUser user, RatedItem item, float residual) {
        step(user.factors, item.factors, residual);
    }

    private void step(double[] u, double[] v, float residual) {
        double error = Math.clamp(residual - DoubleArrays.dot(u, v), -MAX_ERROR, MAX_ERROR);
        for (int i = 0; i < u.length; i++) {
            // u ← u + η (e v − ρ u),  v ← v + η (e u − ρ v)
            double before = u[i];
            u[i] += config.stepSize() * (error * v[i] - config.regularization() * u[i]);
            v[i] += config.stepSize() * (error * before - config.regularization() * v[i]);
        }
    }
}

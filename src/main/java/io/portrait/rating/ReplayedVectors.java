package io.portrait.rating;

import io.portrait.rating.RatingConfig.Vectors;

/**
 * A vector for each user and item whose inner product is what the user thinks of the item beyond the posterior: matrix
 * factorisation by stochastic gradient (Y. Koren, R. Bell, C. Volinsky, "Matrix factorization techniques for recommender
 * systems", IEEE Computer 42, 2009). One pass over a stream teaches vectors too little, so a few past ratings are learned
 * again with each new one.
 *
 * <p>O(d) to predict, O(replays · d) to learn.
 */
record ReplayedVectors(Vectors config, long seed) {

    private static final double MAX_ERROR = 2 * Rating.MAX_STARS;

    double residual(RatedUser user, RatedItem item) {
        return Doubles.dot(user.vector, item.vector);
    }

    /**
     * Learns a rating and replays others.
     *
     * @param count ratings learned before, which together with the seed says what is replayed
     */
    void learn(RatedUser user, RatedItem item, float residual, Memory memory, long count) {
        memory.replay().add(user.serial, item.serial, residual);
        step(user, item, residual);
        for (int i = 0; i < config.replays(); i++) {
            replay(memory, Hashed.unit(~seed, count * config.replays() + i));
        }
    }

    /** Whom and what a replay touches. */
    record Memory(Roster<?, RatedUser> users, Roster<?, RatedItem> items, ReplayBuffer replay) {}

    private void replay(Memory memory, double uniform) {
        ReplayBuffer buffer = memory.replay();
        int place = buffer.place((int) (preferringNew(uniform) * buffer.size()));
        memory.users()
                .bySerial(buffer.user(place))
                .ifPresent(user -> memory.items()
                        .bySerial(buffer.item(place))
                        .ifPresent(item -> step(user, item, buffer.residual(place))));
    }

    private double preferringNew(double uniform) {
        return config.recency() == 2 ? uniform * uniform : StrictMath.pow(uniform, config.recency());
    }

    private void step(RatedUser user, RatedItem item, float residual) {
        double[] u = user.vector;
        double[] v = item.vector;
        double error = Math.clamp(residual - Doubles.dot(u, v), -MAX_ERROR, MAX_ERROR);
        for (int i = 0; i < u.length; i++) {
            // u ← u + η (e v − ρ u),  v ← v + η (e u − ρ v)
            double before = u[i];
            u[i] += config.rate() * (error * v[i] - config.ridge() * u[i]);
            v[i] += config.rate() * (error * before - config.ridge() * v[i]);
        }
    }
}

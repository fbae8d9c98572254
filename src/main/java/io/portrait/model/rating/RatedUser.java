package io.portrait.model.rating;

import io.portrait.model.learner.PrequentialLosses;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The parameters of one user. Mutable; owned by the {@link RatingModel}. */
final class RatedUser extends IndexedEntity {

    final ShrunkenMean bias = new ShrunkenMean();
    final UserTasteFilter tasteFilter;
    final double[] factors;
    final RatingHistory history;
    PrequentialLosses losses = PrequentialLosses.empty();

    /**
     * A user without ratings.
     *
     * @param drift shared by all users of the model
     */
    RatedUser(int serial, RatingConfig config, UserTasteFilter.Drift drift) {
        super(serial);
        this.tasteFilter = new UserTasteFilter(drift);
        this.factors = new double[config.factorization().dimensions()];
        this.history = new RatingHistory(config.capacity().historyLength());
    }

    @Override
    void write(DataOutput out) throws IOException {
        bias.write(out);
        tasteFilter.write(out);
        DoubleArrays.write(out, factors);
        history.write(out);
        losses.write(out);
    }

    @Override
    void read(DataInput in) throws IOException {
        bias.read(in);
        tasteFilter.read(in);
        DoubleArrays.read(in, factors);
        history.read(in);
        losses = PrequentialLosses.read(in);
    }
}

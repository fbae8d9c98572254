package io.portrait.model.rating;

import io.portrait.model.learner.PrequentialLosses;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What one user adds to what all users teach. */
final class RatedUser extends IndexedEntity {

    final ShrunkenMean bias = new ShrunkenMean();
    final UserTasteFilter tasteFilter;
    final double[] factors;
    final RatingHistory history;
    PrequentialLosses losses = PrequentialLosses.empty();

    RatedUser(int serial, RatingConfig config) {
        super(serial);
        this.tasteFilter =
                new UserTasteFilter(config.userPrior(), config.capacity().topics());
        this.factors = new double[config.factorization().dimensions()];
        this.history = new RatingHistory(config.capacity().historyLength());
    }

    @Override
    void write(DataOutput out) throws IOException {
        bias.write(out);
        tasteFilter.write(out);
        DoubleArrays.write(out, factors);
        history.write(out);
        PrequentialLossesFormat.write(out, losses);
    }

    @Override
    void read(DataInput in) throws IOException {
        bias.read(in);
        tasteFilter.read(in);
        DoubleArrays.read(in, factors);
        history.read(in);
        losses = PrequentialLossesFormat.read(in);
    }
}

package io.portrait.rating;

import io.portrait.learning.Progress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What one user adds to what all users teach. */
final class RatedUser extends Member {

    final ShrunkenMean bias = new ShrunkenMean();
    final Posterior posterior;
    final double[] vector;
    final History history;
    Progress progress = Progress.none();

    RatedUser(int serial, RatingConfig config) {
        super(serial);
        this.posterior = new Posterior(config.taste(), config.bounds().topics());
        this.vector = new double[config.vectors().dimensions()];
        this.history = new History(config.bounds().history());
    }

    @Override
    void write(DataOutput out) throws IOException {
        bias.write(out);
        posterior.write(out);
        Doubles.write(out, vector);
        history.write(out);
        ProgressBytes.write(out, progress);
    }

    @Override
    void read(DataInput in) throws IOException {
        bias.read(in);
        posterior.read(in);
        Doubles.read(in, vector);
        history.read(in);
        progress = ProgressBytes.read(in);
    }
}

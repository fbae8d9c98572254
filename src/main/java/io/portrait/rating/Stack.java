package io.portrait.rating;

import io.portrait.feature.Example;
import io.portrait.kernel.Vec;
import io.portrait.learning.Learners;
import io.portrait.learning.Model;
import io.portrait.learning.Prediction;
import io.portrait.learning.Provenance;
import io.portrait.learning.Snapshot;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The last word: recursive least squares over what the components say, for all users together (stacked generalisation,
 * D. H. Wolpert, Neural Networks 5, 1992, online). It begins at posterior + neighbours and learns the rest from
 *
 * <pre>
 *  index  feature
 *      0  what the neighbours add
 *      1  the same, where it rests on much
 *      2  what the vectors add
 *      3  forgetting biases − posterior
 *      4  item means − posterior
 *      5  posterior, from the middle of the scale
 *      6  the same times its size: extremes may be too bold, or not bold enough
 *      7  posterior × how well the user is known
 *      8  how well the user is known, ln(1 + n)/4 − 1
 *      9  how well the item is known
 * </pre>
 *
 * Mutable in that it holds the current model; owned by the {@link RatingModel}.
 */
final class Stack {

    private static final int FEATURES = 10;
    private static final double MIDDLE = 3.5;

    private final String description;
    private Model<?> model;

    Stack(double forgetting) {
        this.description = "rls(dimensions=%d,forgetting=%s,ridge=1.0)".formatted(FEATURES, forgetting);
        this.model = Model.fresh(Learners.of(description));
    }

    /** What the components say, and how many ratings of the user and of the item they have seen. */
    record Sayings(
            double itemMean,
            double forgetting,
            double posterior,
            double vectors,
            ItemNeighbours.Saying neighbours,
            double userRatings,
            double itemRatings) {

        double start() {
            return posterior + neighbours.residual();
        }

        Vec features() {
            double centred = posterior - MIDDLE;
            double user = known(userRatings);
            return Vec.of(
                    neighbours.residual(),
                    neighbours.trusted(),
                    vectors,
                    forgetting - posterior,
                    itemMean - posterior,
                    centred,
                    centred * Math.abs(centred),
                    centred * user,
                    user,
                    known(itemRatings));
        }

        private static double known(double ratings) {
            return StrictMath.log1p(ratings) / 4 - 1;
        }
    }

    /** What is to be added to {@link Sayings#start}. */
    Prediction.Gaussian predict(Sayings sayings) {
        return (Prediction.Gaussian) model.predict(sayings.features());
    }

    void learn(Sayings sayings, double stars) {
        model = model.learn(new Example(sayings.features(), stars - sayings.start(), 1));
    }

    void write(DataOutput out) throws IOException {
        Snapshot snapshot = model.snapshot();
        out.writeUTF(snapshot.provenance().config());
        out.writeInt(snapshot.provenance().layoutVersion());
        out.writeLong(snapshot.provenance().examples());
        out.writeInt(snapshot.numbers().size());
        Doubles.write(out, snapshot.numbers().toArray());
    }

    void read(DataInput in) throws IOException {
        String config = in.readUTF();
        Provenance provenance =
                new Provenance(model.snapshot().provenance().learner(), config, in.readInt(), in.readLong());
        double[] numbers = new double[in.readInt()];
        Doubles.read(in, numbers);
        model = Model.restore(Learners.of(description), new Snapshot(provenance, Vec.adopt(numbers)));
    }
}

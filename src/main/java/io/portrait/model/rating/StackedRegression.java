package io.portrait.model.rating;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import io.portrait.model.learner.LearnerSnapshot;
import io.portrait.model.learner.Learners;
import io.portrait.model.learner.Model;
import io.portrait.model.learner.Prediction;
import io.portrait.model.learner.Provenance;
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
final class StackedRegression {

    private static final int FEATURE_COUNT = 10;
    private static final double SCALE_MIDDLE = 3.5;

    private final String description;
    private Model<?> model;

    StackedRegression(double forgetting) {
        this.description = "rls(dimensions=%d,forgetting=%s,ridge=1.0)".formatted(FEATURE_COUNT, forgetting);
        this.model = Model.fresh(Learners.parse(description));
    }

    /** What the components say, and how many ratings of the user and of the item they have seen. */
    record BasePredictions(
            double itemMean,
            double temporalBiases,
            double userTaste,
            double factorization,
            ItemKnn.NeighborPrediction neighbors,
            double userRatingCount,
            double itemRatingCount) {

        double initialPrediction() {
            return userTaste + neighbors.residual();
        }

        Vec features() {
            double centered = userTaste - SCALE_MIDDLE;
            double userFamiliarity = familiarity(userRatingCount);
            return Vec.of(
                    neighbors.residual(),
                    neighbors.shrunkenResidual(),
                    factorization,
                    temporalBiases - userTaste,
                    itemMean - userTaste,
                    centered,
                    centered * Math.abs(centered),
                    centered * userFamiliarity,
                    userFamiliarity,
                    familiarity(itemRatingCount));
        }

        private static double familiarity(double ratings) {
            return StrictMath.log1p(ratings) / 4 - 1;
        }
    }

    /** What is to be added to {@link BasePredictions#initialPrediction}. */
    Prediction.Gaussian predict(BasePredictions basePredictions) {
        return (Prediction.Gaussian) model.predict(basePredictions.features());
    }

    void learn(BasePredictions basePredictions, double stars) {
        model = model.learn(new Example(basePredictions.features(), stars - basePredictions.initialPrediction(), 1));
    }

    void write(DataOutput out) throws IOException {
        LearnerSnapshot snapshot = model.snapshot();
        out.writeUTF(snapshot.provenance().config());
        out.writeInt(snapshot.provenance().layoutVersion());
        out.writeLong(snapshot.provenance().examples());
        out.writeInt(snapshot.numbers().size());
        DoubleArrays.write(out, snapshot.numbers().toArray());
    }

    void read(DataInput in) throws IOException {
        String config = in.readUTF();
        Provenance provenance =
                new Provenance(model.snapshot().provenance().learner(), config, in.readInt(), in.readLong());
        double[] numbers = new double[in.readInt()];
        DoubleArrays.read(in, numbers);
        model = Model.restore(Learners.parse(description), new LearnerSnapshot(provenance, Vec.adopt(numbers)));
    }
}

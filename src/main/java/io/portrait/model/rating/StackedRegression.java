package io.portrait.model.rating;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import io.portrait.model.learner.LearnerSnapshot;
import io.portrait.model.learner.Learners;
import io.portrait.model.learner.Model;
import io.portrait.model.learner.Prediction;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Online linear regression on the predictions of the other components, one for all users (stacked generalization, D. H.
 * Wolpert, Neural Networks 5, 1992). It starts from user taste + item kNN and learns a correction by recursive least
 * squares from these features:
 *
 * <pre>
 *  index  feature
 *      0  residual of the item kNN
 *      1  the same residual, shrunken where few neighbors support it
 *      2  residual of the matrix factorization
 *      3  temporal biases − user taste
 *      4  item means − user taste
 *      5  user taste − middle of the scale
 *      6  feature 5 times its absolute value, which corrects predictions that are too extreme or not extreme enough
 *      7  feature 5 times feature 8
 *      8  familiarity of the user, ln(1 + number of ratings)/4 − 1
 *      9  familiarity of the item
 * </pre>
 *
 * <p>The matrices are those of the learner {@code rls}. Mutable: it holds the current model; owned by the
 * {@link RatingModel}.
 */
final class StackedRegression {

    private static final int FEATURE_COUNT = 10;
    private static final double SCALE_MIDDLE = 3.5;

    private Model<?> model;

    StackedRegression(double forgetting) {
        this.model = Model.fresh(
                Learners.parse("rls(dimensions=%d,forgetting=%s,ridge=1.0)".formatted(FEATURE_COUNT, forgetting)));
    }

    /** Predictions of the other components, and the numbers of ratings of the user and of the item. */
    record BasePredictions(
            double itemMean,
            double temporalBiases,
            double userTaste,
            double factorization,
            ItemKnn.NeighborPrediction neighbors,
            double userRatingCount,
            double itemRatingCount) {

        /** The prediction that the regression corrects, in stars. */
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

    /** The correction to be added to {@link BasePredictions#initialPrediction}, with its variances. */
    Prediction.Gaussian predict(BasePredictions basePredictions) {
        return (Prediction.Gaussian) model.predict(basePredictions.features());
    }

    void learn(BasePredictions basePredictions, double stars) {
        model = model.learn(new Example(basePredictions.features(), stars - basePredictions.initialPrediction(), 1));
    }

    void write(DataOutput out) throws IOException {
        model.snapshot().write(out);
    }

    void read(DataInput in) throws IOException {
        model = Model.restore(model.learner(), LearnerSnapshot.read(in));
    }
}

package io.portrait.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The example of the published formula ({@code src/docs/seed-formula.md}): y = 2x + U(0,1), x ~ U(0,1). The lowest
 * possible mean squared error is the variance of the noise, 1/12. The publication shows 11 batches with a step size of
 * 0.01, which are too few to converge; here the run is long enough.
 *
 * <p>The squared error of the best predictor has variance 1/80 − 1/144, so its mean over {@value #LAST} examples has a
 * standard error of 0.0012. The tolerance is four of these (two-sided false alarm rate 6 in 100,000, with a fixed seed)
 * plus 0.001, because the weights of the learners continue to fluctuate.
 */
class SeedFormulaRunTest {

    private static final double FLOOR = 1 / 12.0;
    private static final double TOLERANCE = 4 * 0.0012 + 0.001;
    private static final int EXAMPLES = 20_000;
    private static final int LAST = 4_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batch-mean(dimensions=1)",
                "batch-mean(dimensions=1,batchSize=10)",
                "rls(dimensions=1)",
                "sgd(dimensions=1)",
                "adagrad(dimensions=1)",
                "bayes-linear(dimensions=1)"
            })
    void testThenTrainLossFallsToTheNoiseFloorAndNotBelow(String description) {
        Run run = run(Learners.parse(description));
        assertThat(run.first.meanSquaredError()).isGreaterThan(FLOOR + 2 * TOLERANCE);
        assertThat(run.last.meanSquaredError()).isCloseTo(FLOOR, within(TOLERANCE));
        assertThat(run.last.meanAbsoluteError()).isCloseTo(0.25, within(0.01));
    }

    @Test
    void elevenBatchesBringSgdTowardsTheNoiseFloorAndNotToThePublishedLoss() {
        // a batch of 100, then ten batches of 10, with the step size 0.01; each batch is predicted before it is learned
        SplittableRandom random = new SplittableRandom(2012);
        Model<?> model = Model.fresh(Learners.parse("sgd(dimensions=1,stepSize=0.01)"));
        List<Double> losses = new ArrayList<>();
        for (int batch = 0; batch <= 10; batch++) {
            PrequentialLosses batchLosses = PrequentialLosses.empty();
            for (int i = 0; i < (batch == 0 ? 100 : 10); i++) {
                PrequentialStep<?> step = model.testThenTrain(next(random));
                batchLosses = batchLosses.after(step.loss());
                model = step.next();
            }
            losses.add(batchLosses.meanSquaredError());
        }
        double late = losses.subList(6, 11).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        // the mean over 50 examples has a standard error of 0.011; the tolerance is four of them
        assertThat(losses.getFirst()).isGreaterThan(4 * FLOOR);
        assertThat(late).isBetween(FLOOR - 0.044, 2.5 * FLOOR);
    }

    @Test
    void publishedErrorIsDetected() {
        // its residual for the slope is x − P(x), so β converges to 1 instead of 2, which adds Var(x) = 1/12 to the
        // loss
        SplittableRandom random = new SplittableRandom(2012);
        LinearPredictor predictor = new LinearPredictor(0, Vec.of(0));
        PrequentialLosses last = PrequentialLosses.empty();
        for (int i = 0; i < EXAMPLES; i += 8) {
            List<Example> batch = Stream.generate(() -> next(random)).limit(8).toList();
            for (Example example : batch) {
                Loss loss = Loss.of(new Prediction.Point(predictor.predict(example.x())), example.target());
                last = i >= EXAMPLES - LAST ? last.after(loss) : last;
            }
            predictor = updatedWithPublishedError(predictor, batch);
        }
        assertThat(last.meanSquaredError()).isGreaterThan(FLOOR + 2 * TOLERANCE);
    }

    private static LinearPredictor updatedWithPublishedError(LinearPredictor predictor, List<Example> batch) {
        List<Example> confused = batch.stream()
                .map(example -> new Example(example.x(), example.x().get(0), 1))
                .toList();
        double intercept = predictor.updated(batch, 0.1).intercept();
        return new LinearPredictor(intercept, predictor.updated(confused, 0.1).weights());
    }

    private record Run(PrequentialLosses first, PrequentialLosses last) {}

    private static Run run(Learner<?> learner) {
        SplittableRandom random = new SplittableRandom(2012);
        Model<?> model = Model.fresh(learner);
        PrequentialLosses first = PrequentialLosses.empty();
        PrequentialLosses last = PrequentialLosses.empty();
        for (int i = 0; i < EXAMPLES; i++) {
            Example example = next(random);
            Loss loss = Loss.of(model.predict(example.x()), example.target());
            first = i < 10 ? first.after(loss) : first;
            last = i >= EXAMPLES - LAST ? last.after(loss) : last;
            model = model.learn(example);
        }
        return new Run(first, last);
    }

    private static Example next(SplittableRandom random) {
        double x = random.nextDouble();
        return new Example(Vec.of(x), 2 * x + random.nextDouble(), 1);
    }
}

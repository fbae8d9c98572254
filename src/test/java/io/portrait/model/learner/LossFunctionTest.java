package io.portrait.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossFunctionTest {

    static Stream<LossFunction> losses() {
        return Stream.of(
                new LossFunction.Squared(),
                new LossFunction.EpsilonInsensitive(0.25),
                new LossFunction.Logistic(),
                new LossFunction.Hinge());
    }

    @Test
    void matchTextbookValues() {
        assertThat(new LossFunction.Squared().value(3, 1)).isEqualTo(2);
        assertThat(new LossFunction.EpsilonInsensitive(0.5).value(3, 1)).isEqualTo(1.5);
        assertThat(new LossFunction.EpsilonInsensitive(0.5).value(0.75, 1)).isZero();
        assertThat(new LossFunction.Hinge().value(0.25, 1)).isEqualTo(0.75);
        assertThat(new LossFunction.Hinge().value(0.25, 0)).isEqualTo(1.25);
        // −ln σ(2) and −ln(1 − σ(2))
        assertThat(new LossFunction.Logistic().value(2, 1)).isCloseTo(0.1269280110429725, within(1e-15));
        assertThat(new LossFunction.Logistic().value(2, 0)).isCloseTo(2.1269280110429727, within(1e-15));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void derivativesMatchFiniteDifferences(LossFunction loss) {
        double h = 1e-6;
        for (double score : new double[] {-3.3, -0.7, 0.1, 0.6, 2.2}) {
            for (double target : new double[] {0, 1}) {
                double difference = (loss.value(score + h, target) - loss.value(score - h, target)) / (2 * h);
                assertThat(loss.derivative(score, target)).isCloseTo(difference, within(1e-8));
            }
        }
    }

    @Test
    void treatsAFractionalTargetAsAShareOfOnes() {
        assertThat(new LossFunction.Logistic().derivative(0, 0.25)).isEqualTo(0.25);
        assertThat(new LossFunction.Logistic().derivative(0, 7)).isEqualTo(-0.5);
    }

    @Test
    void sigmoidIsStrictlyBetweenZeroAndOne() {
        assertThat(Sigmoid.at(0)).isEqualTo(0.5);
        assertThat(Sigmoid.at(1)).isCloseTo(0.7310585786300049, within(1e-16));
        assertThat(Sigmoid.at(1e300)).isLessThan(1);
        assertThat(Sigmoid.at(-1e300)).isGreaterThan(0);
    }

    @Test
    void probabilityIsStrictlyBetweenZeroAndOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Prediction.Probability(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Prediction.Probability(1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Prediction.LogisticNormal(1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Prediction.LogisticNormal(0.5, 0, -1));
        assertThat(new Prediction.Probability(0.25).variance()).hasValue(0.1875);
        assertThat(new Prediction.LogisticNormal(0.25, -1, 4).variance()).hasValue(0.1875);
    }
}

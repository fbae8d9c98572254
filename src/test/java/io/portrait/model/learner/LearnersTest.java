package io.portrait.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearnersTest {

    @Test
    void identityContainsAllOptions() {
        assertThat(Learners.parse(" rls ( ridge = 2 , dimensions = 16 ) ")
                        .config()
                        .identity())
                .isEqualTo("rls(dimensions=16,forgetting=0.999,ridge=2.0,windupLimit=10.0)");
        assertThat(Learners.byName("batch-mean", 3).config().identity())
                .isEqualTo("batch-mean(dimensions=3,batchSize=8,stepSize=0.1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "magic(dimensions=2) | learner must be one of [adagrad, adam, batch-mean, bayes-linear, bayes-logistic, ftrl-proximal, kernel-pa, mlp, pa, pa-1, pa-2, rls, rmsprop, sgd], is \"magic\"",
                "rls(ridge=1) | rls needs the option dimensions",
                "batch-mean(dimensions=1,decay=1) | batch-mean has the options [dimensions, batchSize, stepSize], not [decay]",
                "rls(dimensions=two) | dimensions must be a whole number, is \"two\"",
                "rls(dimensions=2,ridge=big) | ridge must be a number, is \"big\"",
                "rls(dimensions=2,ridge=NaN) | ridge must be in [1.0E-6, 1000000.0], is NaN",
                "rls(dimensions=2,forgetting=1.1) | forgetting must be in [0.5, 1.0], is 1.1",
                "rls(dimensions=129) | dimensions must be in [1, 128], is 129",
                "batch-mean(dimensions=0) | dimensions must be in [1, 1024], is 0",
                "batch-mean(dimensions=1,batchSize=1025) | batchSize must be in [1, 1024], is 1025",
                "batch-mean(dimensions=1,stepSize=2) | stepSize must be in [4.9E-324, 1.0], is 2.0"
            })
    void rejectsADescriptionWithTheReason(String description, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Learners.parse(description))
                .withMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "rls", "rls()", "rls(dimensions)", "rls(dimensions=1,dimensions=2)", "rls(dimensions=1"})
    void rejectsMalformedDescriptions(String description) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Learners.parse(description))
                .withMessageContaining("described as name(key=value");
    }

    @Test
    void exampleMustBeFiniteAndHaveAPositiveWeight() {
        Vec x = Vec.of(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Example(x, Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Example(x, Double.POSITIVE_INFINITY, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Example(x, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Example(x, 1, 1e7));
        assertThatIllegalArgumentException().isThrownBy(() -> new Example(x, 1, Double.NaN));
    }
}

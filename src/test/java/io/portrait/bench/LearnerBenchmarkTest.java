package io.portrait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.model.learner.Learners;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

class LearnerBenchmarkTest {

    @Test
    void measuresEveryLearner() throws NoSuchFieldException {
        Param learners = LearnerBenchmark.class.getDeclaredField("learner").getAnnotation(Param.class);
        assertThat(learners.value()).containsExactlyElementsOf(Learners.names());
    }
}

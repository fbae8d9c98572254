package io.portrait.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.learning.Progress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The figure on real ratings: each predicted before it was learned, in one pass. */
@EnabledIf(value = "io.portrait.rating.MovieLens#isThere", disabledReason = "../shared/data/ml-100k is not there")
class RatingFigureTest {

    private static final Logger log = LoggerFactory.getLogger(RatingFigureTest.class);

    @Test
    void predictsMovieLensBetterThanTheBestSeen() {
        RatingModel model = new RatingModel(RatingConfig.defaults());
        List<Rating> ratings = MovieLens.ratings();
        long start = System.nanoTime();
        ratings.forEach(model::learn);
        log.info("{} ratings in {} ms", ratings.size(), (System.nanoTime() - start) / 1_000_000);

        Map<Component, Progress> progress = model.progress();
        progress.forEach((component, losses) -> log.info(
                "{}: MAE {} RMSE {}",
                component.label(),
                losses.meanAbsoluteError(),
                Math.sqrt(losses.meanSquaredError())));
        Progress stack = Objects.requireNonNull(progress.get(Component.STACK));
        assertThat(stack.meanAbsoluteError()).isLessThan(0.7312);
        assertThat(Math.sqrt(stack.meanSquaredError())).isLessThan(0.9271);
    }
}

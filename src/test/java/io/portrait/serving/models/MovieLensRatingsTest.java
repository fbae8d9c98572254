package io.portrait.serving.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.model.learner.PrequentialLosses;
import io.portrait.model.rating.ItemRating;
import io.portrait.model.rating.MovieLens;
import io.portrait.model.rating.RatingComponent;
import io.portrait.model.rating.RatingConfig;
import io.portrait.model.rating.RatingModel;
import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import io.portrait.support.TestTimeouts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;

/** MovieLens ratings that arrive by HTTP are learned with the same error as in the offline evaluation. */
@Tag("slow")
@PortraitTest
@DirtiesContext(classMode = ClassMode.BEFORE_CLASS) // needs an empty journal
@EnabledIf(
        value = "io.portrait.model.rating.MovieLens#isAvailable",
        disabledReason = "../shared/data/ml-100k is missing")
class MovieLensRatingsTest {

    private static final Logger log = LoggerFactory.getLogger(MovieLensRatingsTest.class);
    private static final int COUNT = 20_000;
    private static final int BATCH = 2_000;

    @Autowired
    private ApiClient api;

    @Autowired
    private RatingPredictor predictor;

    @Autowired
    private GlobalModelProjection projection;

    private final List<ItemRating> ratings = MovieLens.ratings().subList(0, COUNT);

    @Test
    void theServiceHasTheSameErrorAsTheEvaluation() {
        putItems();
        projection.stop();
        for (int from = 0; from < COUNT; from += BATCH) {
            post(from);
        }
        long start = System.nanoTime();
        projection.start();
        await().atMost(TestTimeouts.STATE)
                .until(() -> stacked(predictor.losses()).examples() == COUNT);
        log.info("{} ratings followed in {} ms", COUNT, (System.nanoTime() - start) / 1_000_000);

        RatingModel model = new RatingModel(RatingConfig.defaults());
        ratings.forEach(model::learn);
        PrequentialLosses alone = stacked(model.losses());
        PrequentialLosses served = stacked(predictor.losses());
        assertThat(served.meanAbsoluteError()).isEqualTo(alone.meanAbsoluteError(), within(1e-9));
        assertThat(served.meanSquaredError()).isEqualTo(alone.meanSquaredError(), within(1e-9));
    }

    private static PrequentialLosses stacked(Map<RatingComponent, PrequentialLosses> progress) {
        return Objects.requireNonNull(progress.get(RatingComponent.STACKED));
    }

    private void putItems() {
        Map<ItemId, List<Topic>> topics = new HashMap<>();
        ratings.forEach(rating -> topics.put(rating.item(), rating.topics()));
        String items = topics.entrySet().stream()
                .map(item -> """
                        {"id":"%s","categories":[%s]}""".formatted(item.getKey(), quoted(item.getValue())))
                .collect(Collectors.joining(","));
        assertThat(api.send("PUT", "dev-catalogue", "/v1/items", "{\"items\":[" + items + "]}", Map.of())
                        .status())
                .isEqualTo(200);
    }

    private static String quoted(List<Topic> topics) {
        return topics.stream().map(topic -> "\"" + topic.path() + "\"").collect(Collectors.joining(","));
    }

    private void post(int from) {
        String events = IntStream.range(from, from + BATCH)
                .mapToObj(i -> event(i, ratings.get(i)))
                .collect(Collectors.joining(","));
        assertThat(api.send("POST", "dev-write", "/v1/events", "{\"events\":[" + events + "]}", Map.of())
                        .status())
                .isEqualTo(202);
    }

    private static String event(int message, ItemRating rating) {
        return """
                {"userId":"%s","messageId":"%d","type":"rating","item":"%s","value":%s}""".formatted(rating.user(), message, rating.item(), rating.stars());
    }
}

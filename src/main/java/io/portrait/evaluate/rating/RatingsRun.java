package io.portrait.evaluate.rating;

import io.portrait.evaluate.data.Row;
import io.portrait.evaluate.data.Table;
import io.portrait.evaluate.metric.MeanError;
import io.portrait.evaluate.task.Period;
import io.portrait.evaluate.task.ProgressBar;
import io.portrait.evaluate.task.Report;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.rating.Component;
import io.portrait.rating.Rating;
import io.portrait.rating.RatingConfig;
import io.portrait.rating.RatingModel;
import io.portrait.rating.RatingPrediction;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** One pass over the ratings: predict, then learn; the mean of all before beside the components. */
final class RatingsRun {

    private static final String MEAN = "mean of all before";

    private final RatingModel model;
    private final double scale;
    private final Period period;
    private final Map<Component, MeanError> errors = new EnumMap<>(Component.class);
    private final MeanError meanErrors = new MeanError();
    private double sum;
    private long count;

    /**
     * Nothing is learned yet.
     *
     * @param scale the best rating of the file
     */
    RatingsRun(RatingConfig config, double scale, Period period) {
        this.model = new RatingModel(config);
        this.scale = scale;
        this.period = period;
    }

    void over(Table table, ItemTopics topics, ProgressBar progress) {
        progress.begin("ratings", table.size());
        long done = 0;
        for (Row row : table) {
            meet(row, table, topics);
            progress.advance(++done);
        }
    }

    private void meet(Row row, Table table, ItemTopics topics) {
        ItemId item = new ItemId(table.item(row.item()));
        UserId user = new UserId(table.user(row.user()));
        RatingPrediction before = model.learn(Rating.onScale(user, item, topics.of(item), row.target(), scale));
        if (period.contains(row.micros())) {
            meanErrors.add(count == 0 ? scale / 2 : sum / count, row.target());
            before.components()
                    .forEach((component, stars) -> errors.computeIfAbsent(component, c -> new MeanError())
                            .add(stars * (scale / Rating.MAX_STARS), row.target()));
        }
        sum += row.target();
        count++;
    }

    List<Report.Row> rows() {
        SequencedMap<String, MeanError> all = new LinkedHashMap<>();
        all.put(MEAN, meanErrors);
        errors.forEach((component, error) -> all.put(component.label(), error));
        return all.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Report.Row row(String name, MeanError error) {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        figures.put("MAE", error.mae());
        figures.put("RMSE", error.rmse());
        figures.put("ratings", (double) error.count());
        return new Report.Row(name, figures);
    }
}

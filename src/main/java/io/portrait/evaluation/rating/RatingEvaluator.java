package io.portrait.evaluation.rating;

import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.data.TableRow;
import io.portrait.evaluation.metric.RegressionErrors;
import io.portrait.evaluation.task.EvaluationReport;
import io.portrait.evaluation.task.ProgressBar;
import io.portrait.evaluation.task.ReportPeriod;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.model.rating.ItemRating;
import io.portrait.model.rating.RatingComponent;
import io.portrait.model.rating.RatingConfig;
import io.portrait.model.rating.RatingModel;
import io.portrait.model.rating.RatingPrediction;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * An evaluation of the rating model in one pass over the ratings: each is predicted, then learned. The mean of all
 * earlier ratings is the baseline. Mutable.
 */
final class RatingEvaluator {

    private static final String MEAN = "mean of all before";

    private final RatingModel model;
    private final double maxRating;
    private final ReportPeriod period;
    private final Map<RatingComponent, RegressionErrors> errors = new EnumMap<>(RatingComponent.class);
    private final RegressionErrors meanErrors = new RegressionErrors();
    private double ratingSum;
    private long ratingCount;

    /**
     * Creates an evaluation of an empty model.
     *
     * @param maxRating the highest rating of the file
     */
    RatingEvaluator(RatingConfig config, double maxRating, ReportPeriod period) {
        this.model = new RatingModel(config);
        this.maxRating = maxRating;
        this.period = period;
    }

    void process(Table table, ItemTopics topics, ProgressBar progress) {
        progress.begin("ratings", table.size());
        long processed = 0;
        for (TableRow row : table) {
            evaluateThenLearn(row, table, topics);
            progress.advance(++processed);
        }
    }

    private void evaluateThenLearn(TableRow row, Table table, ItemTopics topics) {
        ItemId item = new ItemId(table.itemId(row.item()));
        UserId user = new UserId(table.userId(row.user()));
        RatingPrediction prediction =
                model.learn(ItemRating.onScale(user, item, topics.of(item), row.target(), maxRating));
        if (period.contains(row.micros())) {
            meanErrors.add(ratingCount == 0 ? maxRating / 2 : ratingSum / ratingCount, row.target());
            prediction
                    .components()
                    .forEach((component, stars) -> errors.computeIfAbsent(component, c -> new RegressionErrors())
                            .add(stars * (maxRating / ItemRating.MAX_STARS), row.target()));
        }
        ratingSum += row.target();
        ratingCount++;
    }

    List<EvaluationReport.ReportRow> rows() {
        SequencedMap<String, RegressionErrors> errorsByName = new LinkedHashMap<>();
        errorsByName.put(MEAN, meanErrors);
        errors.forEach((component, error) -> errorsByName.put(component.label(), error));
        return errorsByName.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static EvaluationReport.ReportRow row(String name, RegressionErrors error) {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        figures.put("MAE", error.mae());
        figures.put("RMSE", error.rmse());
        figures.put("ratings", (double) error.count());
        return new EvaluationReport.ReportRow(name, figures);
    }
}

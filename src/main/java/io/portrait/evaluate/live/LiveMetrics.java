package io.portrait.evaluate.live;

import io.portrait.profile.LearnedModels;
import io.portrait.profile.PredictionListener;
import io.portrait.profile.Predictions;
import java.util.List;
import org.springframework.stereotype.Component;

/** Hears of every committed prediction of this instance and adds it up in memory: some tens of nanoseconds each. */
@Component
class LiveMetrics implements PredictionListener {

    private final List<LiveModel> models;

    LiveMetrics(LearnedModels models, EvaluateProperties properties) {
        this.models = models.models().stream()
                .map(model -> new LiveModel(model, properties.driftDelta()))
                .toList();
    }

    @Override
    public synchronized void predicted(Predictions predictions) {
        for (int row = 0; row < predictions.size(); row++) {
            heard(
                    predictions.model(row),
                    predictions.predicted(row),
                    predictions.fitted(row),
                    predictions.observed(row));
        }
    }

    synchronized void heard(int model, double prediction, double fit, double target) {
        models.get(model).add(prediction, fit, target);
    }

    /** What was heard since the last call, a row for each model. */
    synchronized List<Heard> take() {
        return models.stream().map(LiveModel::take).toList();
    }

    /** Takes back what could not be handed on. */
    synchronized void giveBack(List<Heard> heard) {
        for (int i = 0; i < heard.size(); i++) {
            models.get(i).giveBack(heard.get(i));
        }
    }
}

package io.portrait.monitoring;

import io.portrait.profile.ConfiguredModels;
import io.portrait.profile.PredictionListener;
import io.portrait.profile.Predictions;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * A listener that accumulates the metrics of every committed prediction of this instance in memory, at some tens of
 * nanoseconds each.
 */
@Component
class PredictionMetrics implements PredictionListener {

    private final List<ModelAccumulator> accumulators;

    PredictionMetrics(ConfiguredModels models, MonitoringProperties properties) {
        this.accumulators = models.models().stream()
                .map(model -> new ModelAccumulator(model, properties.driftDelta()))
                .toList();
    }

    @Override
    public synchronized void onPredictions(Predictions predictions) {
        for (int index = 0; index < predictions.size(); index++) {
            record(
                    predictions.modelIndex(index),
                    predictions.predictedValue(index),
                    predictions.fittedValue(index),
                    predictions.observedValue(index));
        }
    }

    synchronized void record(int model, double prediction, double fitted, double target) {
        accumulators.get(model).add(prediction, fitted, target);
    }

    /** The metrics since the last call, one per model. */
    synchronized List<MetricDelta> drain() {
        return accumulators.stream().map(ModelAccumulator::drain).toList();
    }

    /** Adds metrics again that could not be written. */
    synchronized void restore(List<MetricDelta> deltas) {
        for (int i = 0; i < deltas.size(); i++) {
            accumulators.get(i).restore(deltas.get(i));
        }
    }
}

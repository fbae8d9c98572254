package io.portrait.monitoring;

import io.portrait.evaluation.drift.Adwin;
import io.portrait.evaluation.drift.Adwin.MeanChange;
import io.portrait.profile.ConfiguredModels.ConfiguredModel;

/** The metrics of one model that this instance has not written yet. Mutable. */
final class ModelAccumulator {

    private final ConfiguredModel model;
    private final Adwin detector;
    private LossSums prequential;
    private LossSums training;
    private int driftAlarms;

    ModelAccumulator(ConfiguredModel model, double driftDelta) {
        this.model = model;
        this.detector = new Adwin(driftDelta);
        this.prequential = new LossSums(model.binary());
        this.training = new LossSums(model.binary());
    }

    void add(double prediction, double fitted, double target) {
        prequential.add(prediction, target);
        training.add(fitted, target);
        double error = prediction - target;
        double boundedLoss = model.binary() ? error * error : error * error / 4;
        if (detector.add(boundedLoss) == MeanChange.RISE) {
            driftAlarms++;
        }
    }

    MetricDelta drain() {
        MetricDelta delta = new MetricDelta(model, prequential, training, driftAlarms);
        prequential = new LossSums(model.binary());
        training = new LossSums(model.binary());
        driftAlarms = 0;
        return delta;
    }

    void restore(MetricDelta delta) {
        prequential.add(delta.prequential());
        training.add(delta.training());
        driftAlarms += delta.driftAlarms();
    }
}

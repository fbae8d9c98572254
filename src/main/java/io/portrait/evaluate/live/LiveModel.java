package io.portrait.evaluate.live;

import io.portrait.evaluate.drift.Adwin;
import io.portrait.evaluate.drift.DriftDetector;
import io.portrait.evaluate.drift.DriftDetector.Change;
import io.portrait.profile.LearnedModels.LearnedModel;

/** What this instance has heard of one model's predictions and not handed on yet. Mutable. */
final class LiveModel {

    private final LearnedModel model;
    private final DriftDetector detector;
    private Sums sums;
    private Sums trained;
    private int rises;

    LiveModel(LearnedModel model, double driftDelta) {
        this.model = model;
        this.detector = new Adwin(driftDelta);
        this.sums = new Sums(model.binary());
        this.trained = new Sums(model.binary());
    }

    void add(double prediction, double fit, double target) {
        sums.add(prediction, target);
        trained.add(fit, target);
        double error = prediction - target;
        double bounded = model.binary() ? error * error : error * error / 4;
        if (detector.add(bounded) == Change.RISE) {
            rises++;
        }
    }

    Heard take() {
        Heard heard = new Heard(model, sums, trained, rises);
        sums = new Sums(model.binary());
        trained = new Sums(model.binary());
        rises = 0;
        return heard;
    }

    void giveBack(Heard heard) {
        sums.add(heard.sums());
        trained.add(heard.trained());
        rises += heard.rises();
    }
}

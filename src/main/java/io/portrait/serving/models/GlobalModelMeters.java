package io.portrait.serving.models;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** The metrics of the global models of this instance; they read memory only. */
@Component
class GlobalModelMeters implements MeterBinder {

    private final ModelBundle serving;
    private final GlobalModelProjection projection;

    GlobalModelMeters(ModelBundle serving, GlobalModelProjection projection) {
        this.serving = serving;
        this.projection = projection;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("portrait.models.ready", serving, models -> models.isComplete() ? 1 : 0)
                .description("1 if the global models have learned the journal")
                .register(registry);
        Gauge.builder("portrait.models.position", serving, ModelBundle::position)
                .description("the journal position that the global models have learned")
                .register(registry);
        Gauge.builder("portrait.models.generations.behind", this, GlobalModelMeters::generationsBehind)
                .description("removals of persons that the serving global models are older than")
                .register(registry);
        Gauge.builder("portrait.models.relearned.share", this, GlobalModelMeters::relearnedShare)
                .description("share of the journal that relearning models have learned again; 1 without relearning")
                .register(registry);
    }

    private double generationsBehind() {
        return Math.max(0, projection.generation() - serving.generation());
    }

    private double relearnedShare() {
        return projection
                .relearning()
                .map(models -> (double) models.position() / Math.max(1, serving.position()))
                .orElse(1.0);
    }
}

package io.portrait.serving.models;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.portrait.serving.models.GlobalModelStatus.ModelLag;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** The metrics of the lag of each global model of this instance; they read memory only. */
@Component
class ModelLagMeters implements MeterBinder {

    private static final double MILLIS_PER_SECOND = 1_000;

    private final GlobalModelStatus models;

    ModelLagMeters(GlobalModelStatus models) {
        this.models = models;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        GlobalModelStatus.names().forEach(model -> bindTo(registry, model));
    }

    private void bindTo(MeterRegistry registry, String model) {
        Gauge.builder("portrait.models.lag", () -> value(model, ModelLagMeters::seconds))
                .description("age of the time before which the model has learned every accepted event")
                .baseUnit("seconds")
                .tag("model", model)
                .register(registry);
        Gauge.builder("portrait.models.waiting", () -> value(model, ModelLag::waiting))
                .description("journal positions that the model has not learned yet")
                .tag("model", model)
                .register(registry);
    }

    private double value(String model, ToDoubleFunction<ModelLag> measure) {
        return models.lags().stream()
                .filter(lag -> lag.model().equals(model))
                .mapToDouble(measure)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double seconds(ModelLag lag) {
        return lag.lag()
                .map(duration -> duration.toMillis() / MILLIS_PER_SECOND)
                .orElse(Double.NaN);
    }
}

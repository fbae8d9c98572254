package io.portrait.serving.models;

import io.portrait.serving.models.GlobalModelStatus.ModelLag;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The health of the global models: whether the lag of each is below the limit. It is not part of readiness, because an
 * instance with models that lag still accepts events and answers, and says in its answers as of when.
 */
@Component
class GlobalModelsHealthIndicator implements HealthIndicator {

    private final GlobalModelStatus models;
    private final GlobalModelProperties properties;

    GlobalModelsHealthIndicator(GlobalModelStatus models, GlobalModelProperties properties) {
        this.models = models;
        this.properties = properties;
    }

    @Override
    public Health health() {
        List<ModelLag> lags = models.lags();
        Health.Builder health = lags.stream().anyMatch(this::isTooFarBehind) ? Health.outOfService() : Health.up();
        lags.forEach(lag -> health.withDetail(lag.model(), details(lag)));
        return health.build();
    }

    private boolean isTooFarBehind(ModelLag lag) {
        return lag.lag().orElse(Duration.ZERO).compareTo(properties.unhealthyLag()) > 0;
    }

    private static Map<String, Object> details(ModelLag lag) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("waiting", lag.waiting());
        lag.asOf().ifPresent(time -> details.put("asOf", time.toString()));
        lag.lag().ifPresent(duration -> details.put("lag", duration.toString()));
        return details;
    }
}

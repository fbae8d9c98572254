package io.portrait.profile;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The health of the profile projection: whether its lag is below the limit. It is not part of readiness, because all
 * instances share the backlog and would all stop receiving events together (decision 0081).
 */
@Component
class ProfilesHealthIndicator implements HealthIndicator {

    private final ProjectionLagMonitor lagMonitor;
    private final ProfileProperties properties;

    ProfilesHealthIndicator(ProjectionLagMonitor lagMonitor, ProfileProperties properties) {
        this.lagMonitor = lagMonitor;
        this.properties = properties;
    }

    @Override
    public Health health() {
        return lagMonitor
                .latest()
                .map(projectionLag -> (projectionLag.lag().compareTo(properties.unhealthyLag()) > 0
                                ? Health.outOfService()
                                : Health.up())
                        .withDetail("waiting", projectionLag.waitingEntries())
                        .withDetail("lag", projectionLag.lag().toString())
                        .build())
                .orElseGet(() -> Health.unknown().build());
    }
}

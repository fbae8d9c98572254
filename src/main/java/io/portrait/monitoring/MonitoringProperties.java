package io.portrait.monitoring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the metrics of the running service.
 *
 * @param retention how long the metrics of a minute are stored; totals are stored without limit
 * @param driftDelta the confidence of the drift detector; a smaller value gives fewer false alarms
 * @param championHalfLife the number of examples after which a loss counts half in the selection of the champion
 */
@ConfigurationProperties("portrait.monitoring")
public record MonitoringProperties(
        @DefaultValue("14d") Duration retention,
        @DefaultValue("0.0001") double driftDelta,
        @DefaultValue("50000") double championHalfLife) {}

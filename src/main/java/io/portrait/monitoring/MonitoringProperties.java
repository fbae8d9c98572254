package io.portrait.monitoring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the live metrics are kept.
 *
 * @param retention how long the minutes are kept; totals are kept for ever
 * @param driftDelta the confidence of the drift detector: smaller gives fewer false alarms
 * @param championHalfLife after how many examples a loss counts half in choosing who serves
 */
@ConfigurationProperties("portrait.monitoring")
public record MonitoringProperties(
        @DefaultValue("14d") Duration retention,
        @DefaultValue("0.0001") double driftDelta,
        @DefaultValue("50000") double championHalfLife) {}

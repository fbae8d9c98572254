package io.portrait.access.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the audit log.
 *
 * @param retention how long an entry is stored
 */
@ConfigurationProperties("portrait.audit")
record AuditProperties(@DefaultValue("400d") Duration retention) {}

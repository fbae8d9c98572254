package io.portrait.access.consent;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits on the requests of persons that make the service work for long, counted by each instance. Beyond a limit a request
 * gets 429 with {@code Retry-After}.
 *
 * @param erasuresPerHour erasures of the same person; 0: no limit
 * @param consentChangesPerHour changes of the consent of the same person; 0: no limit
 * @param erasuresPerMinute erasures of all persons; 0: no limit
 */
@ConfigurationProperties("portrait.subjects")
public record SubjectProperties(
        @DefaultValue("5") int erasuresPerHour,
        @DefaultValue("60") int consentChangesPerHour,
        @DefaultValue("600") int erasuresPerMinute) {}

package io.portrait.platform;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the threads run that answer no request.
 *
 * @param niceness how readily the threads that keep profiles up to date and follow the journal let requests and PostgreSQL have
 *     the processor, on Linux, 0 to 19; 0: as any thread
 */
@ConfigurationProperties("portrait.background")
record BackgroundPriorityProperties(@DefaultValue("10") int niceness) {

    private static final int MAX_NICENESS = 19;

    BackgroundPriorityProperties {
        if (niceness < 0 || niceness > MAX_NICENESS) {
            throw new IllegalArgumentException(
                    "portrait.background.niceness must be from 0 to %d, is %d".formatted(MAX_NICENESS, niceness));
        }
    }
}

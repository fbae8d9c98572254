package io.portrait.platform;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of background threads.
 *
 * @param niceness the Linux niceness of the threads that project the journal, 0 to 19; requests and PostgreSQL get the processor
 *     first; 0 leaves the threads at normal priority
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

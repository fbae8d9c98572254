package io.portrait.serving.models;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the click model for advertisements.
 *
 * @param maxUsers users whose history of views and clicks is stored, at most 10 KB each; beyond it the least recently active
 *     is evicted
 */
@ConfigurationProperties("portrait.ads")
public record AdProperties(
        @DefaultValue FrequencyCap frequencyCap,
        @DefaultValue("100000") int maxUsers) {

    /**
     * A limit on how often one advertisement is shown to one user.
     *
     * @param max views within the window
     * @param window length of the window
     */
    public record FrequencyCap(
            @DefaultValue("5") int max, @DefaultValue("24h") Duration window) {}
}

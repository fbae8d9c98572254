package io.portrait.serving.models;

import io.portrait.model.click.ClickPrior;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the click model for advertisements.
 *
 * @param priorClickRate clicks per view that are assumed of an advertisement without data, in (0, 1)
 * @param priorPersons the number of persons that the assumption counts as. One person changes the click probability of an
 *     advertisement for others by at most 1 / (priorPersons + 1)
 * @param maxUsers users whose history of views and clicks is stored, at most 15 KB each; beyond it the least recently active
 *     is evicted
 */
@ConfigurationProperties("portrait.ads")
public record AdProperties(
        @DefaultValue FrequencyCap frequencyCap,
        @DefaultValue("0.02") double priorClickRate,
        @DefaultValue("20") double priorPersons,
        @DefaultValue("100000") int maxUsers) {

    ClickPrior prior() {
        return new ClickPrior(priorClickRate, priorPersons);
    }

    /**
     * A limit on how often one advertisement is shown to one user.
     *
     * @param max views within the window
     * @param window length of the window
     */
    public record FrequencyCap(
            @DefaultValue("5") int max, @DefaultValue("24h") Duration window) {}
}

package io.portrait.release;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of releases to external readers. The first four cannot be changed after the first release, because released
 * values depend on them.
 *
 * @param epsilon ε₁ per event, of values for partners and of all released values together
 * @param publicEpsilon ε₂ per event, of values for the public; at most ε₁
 * @param epoch interval at which released profiles change
 * @param halfLife half-life of the released sums
 * @param warmUpEpochs idle epochs before the first one, so that the noise is close to its limit from the start
 * @param masterKey 32 bytes in Base64, which wrap the noise keys of users
 * @param masterKeyFile path of a file with the master key, as an alternative
 * @param cohorts settings of cohort statistics
 */
@ConfigurationProperties("portrait.release")
record ReleaseProperties(
        @DefaultValue("1.0") BigDecimal epsilon,
        @DefaultValue("0.5") BigDecimal publicEpsilon,
        @DefaultValue("1d") Duration epoch,
        @DefaultValue("30d") Duration halfLife,
        @DefaultValue("128") int warmUpEpochs,
        @Nullable String masterKey,
        @Nullable String masterKeyFile,
        @DefaultValue CohortProperties cohorts) {

    /**
     * Settings of cohort statistics.
     *
     * @param epsilon ε per person and 30 days
     * @param delta δ per person and 30 days
     * @param maxCohortsPerUser largest number of cohorts of a release in which a person counts
     * @param releasesPerWindow releases of all statistics together that share the budget of 30 days
     * @param period period in which each statistic is released once
     * @param pollInterval interval at which due releases are looked for
     */
    record CohortProperties(
            @DefaultValue("3") double epsilon,
            @DefaultValue("1e-6") double delta,
            @DefaultValue("4") int maxCohortsPerUser,
            @DefaultValue("5") int releasesPerWindow,
            @DefaultValue("7d") Duration period,
            @DefaultValue("5s") Duration pollInterval) {}
}

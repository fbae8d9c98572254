package io.portrait.release;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The promise to the people described. The first four belong to the data once there are any: they cannot be changed under
 * releases that have been made.
 *
 * @param epsilon ε₁ per event, of the view for partners, and of all views together
 * @param publicEpsilon ε₂ per event, of the view for everyone else; at most ε₁
 * @param epoch how often noised profiles change
 * @param halfLife of the exposed sums
 * @param warmUpEpochs idle epochs before the first, so that noise is there from the start
 * @param masterKey 32 bytes in Base64, which seal the users' noise keys
 * @param masterKeyFile a file with the same, instead
 * @param cohorts statistics over many people
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
     * Statistics over many people.
     *
     * @param epsilon ε per person and 30 days
     * @param delta δ of the same
     * @param maxCohortsPerUser cohorts of a release that a person counts in at most
     * @param releasesPerWindow how many releases, of all statistics together, the budget of 30 days is shared by
     * @param period of the clock by which each statistic is released
     */
    record CohortProperties(
            @DefaultValue("3") double epsilon,
            @DefaultValue("1e-6") double delta,
            @DefaultValue("4") int maxCohortsPerUser,
            @DefaultValue("5") int releasesPerWindow,
            @DefaultValue("7d") Duration period) {}
}

package io.portrait.release;

import io.portrait.release.mechanism.CohortPrivacyParameters;
import io.portrait.release.mechanism.ItemPrivacyParameters;
import io.portrait.release.mechanism.ProfilePrivacyParameters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The privacy parameters as beans. */
@Configuration(proxyBeanMethods = false)
class ReleaseConfiguration {

    @Bean
    ProfilePrivacyParameters profilePrivacyParameters(ReleaseProperties properties) {
        return new ProfilePrivacyParameters(
                properties.epsilon(), properties.publicEpsilon(), properties.epoch(), properties.halfLife());
    }

    @Bean
    CohortPrivacyParameters cohortPrivacyParameters(ReleaseProperties properties) {
        ReleaseProperties.CohortProperties cohorts = properties.cohorts();
        return new CohortPrivacyParameters(
                cohorts.epsilon(), cohorts.delta(), cohorts.maxCohortsPerUser(), cohorts.releasesPerWindow());
    }

    @Bean
    ItemPrivacyParameters itemPrivacyParameters(ItemStatisticsProperties items) {
        return new ItemPrivacyParameters(
                items.epsilon(),
                items.delta(),
                items.maxItemsPerPerson(),
                items.maxPairedItemsPerPerson(),
                items.releasesPerWindow(),
                items.minPersons());
    }
}

package io.portrait.release;

import io.portrait.privacy.CohortPolicy;
import io.portrait.privacy.ExposurePolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReleaseConfiguration {

    @Bean
    ExposurePolicy exposurePolicy(ReleaseProperties properties) {
        return new ExposurePolicy(
                properties.epsilon(), properties.publicEpsilon(), properties.epoch(), properties.halfLife());
    }

    @Bean
    CohortPolicy cohortPolicy(ReleaseProperties properties) {
        ReleaseProperties.CohortProperties cohorts = properties.cohorts();
        return new CohortPolicy(cohorts.epsilon(), cohorts.delta(), cohorts.cohortsPerUser(), cohorts.releases());
    }
}

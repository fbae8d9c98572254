package io.portrait.release;

import io.portrait.privacy.ExposurePolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReleaseConfiguration {

    @Bean
    ExposurePolicy exposurePolicy(ReleaseProperties properties) {
        return new ExposurePolicy(properties.epsilon(), properties.epoch(), properties.halfLife());
    }
}

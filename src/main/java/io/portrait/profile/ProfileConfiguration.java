package io.portrait.profile;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {

    @Bean
    StateLayout stateLayout(ProfileProperties properties) {
        return new StateLayout(properties.learners());
    }

    @Bean
    LearnedModels learnedModels(StateLayout layout) {
        return layout.models();
    }
}

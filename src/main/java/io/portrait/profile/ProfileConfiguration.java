package io.portrait.profile;

import io.portrait.kernel.RightOfWay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {

    @Bean
    StateLayout stateLayout(ProfileProperties properties) {
        return new StateLayout(properties.learners());
    }

    /** Of what keeps the profiles up to date. */
    @Bean
    RightOfWay rightOfWay() {
        return new RightOfWay();
    }

    @Bean
    LearnedModels learnedModels(StateLayout layout) {
        return layout.models();
    }
}

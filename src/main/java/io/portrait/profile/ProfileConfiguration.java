package io.portrait.profile;

import io.portrait.kernel.ForegroundActivity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {

    @Bean
    UserStateCodec userStateCodec(ProfileProperties properties) {
        return new UserStateCodec(properties.learners(), properties.sessionGap(), properties.rememberedOrders());
    }

    /** Signals that the profile projection is working. */
    @Bean
    ForegroundActivity foregroundActivity() {
        return new ForegroundActivity();
    }

    @Bean
    ConfiguredModels configuredModels(UserStateCodec codec) {
        return codec.configuredModels();
    }
}

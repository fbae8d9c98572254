package io.portrait.web;

import io.portrait.access.AccessMode;
import java.net.InetAddress;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    /** The development keys are known to the world, so the world must not reach them. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> loopbackInDevelopment(AccessMode mode) {
        return factory -> {
            if (mode.isDevelopment()) {
                factory.setAddress(InetAddress.getLoopbackAddress());
            }
        };
    }
}

package io.portrait.web;

import io.portrait.access.auth.DevelopmentMode;
import java.net.InetAddress;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The server of the management port, if that differs from the port of the API. It listens on the loopback address unless {@code
 * management.server.address} names another one; in development mode always, because its keys are known to the world. It has no
 * annotation of Spring, because it belongs to the context of that server, which finds it by a file in {@code META-INF/spring}.
 */
class ManagementServerConfiguration {

    @Bean
    @ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> loopbackOfManagement(
            Environment environment, DevelopmentMode developmentMode) {
        return factory -> {
            if (developmentMode.isActive() || !environment.containsProperty("management.server.address")) {
                factory.setAddress(InetAddress.getLoopbackAddress());
            }
        };
    }
}

package io.portrait.web;

import io.portrait.access.auth.DevelopmentMode;
import java.net.InetAddress;
import org.apache.coyote.ProtocolHandler;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.UrlHandlerFilter;

/** The settings of the web server: threads, connections and addresses, and paths with a slash at the end. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    private static final int MAX_CHUNK_EXTENSION = 64;
    private static final int MAX_TRAILER = 256;

    /** One SDK sends its batches to a path with a slash at the end. */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> trailingSlashesOfTrackingRoutes() {
        FilterRegistrationBean<UrlHandlerFilter> filter = new FilterRegistrationBean<>(
                UrlHandlerFilter.trailingSlashHandler(TrackingApiRoutes.WITH_TRAILING_SLASH)
                        .wrapRequest()
                        .build());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return filter;
    }

    /**
     * Requests have threads of the system: a virtual one waits for the database by way of another thread, which a small request
     * feels (decision 0016). A stream waits long, so it has a virtual thread of its own.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> requestsOnPlatformThreads() {
        return factory -> factory.addProtocolHandlerCustomizers(
                (TomcatProtocolHandlerCustomizer<ProtocolHandler>) handler -> handler.setExecutor(null));
    }

    /**
     * The connections of each address are limited, and the parts of a body that a client can make long without sending content
     * are short.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitedConnections(
            ConnectionProperties properties, ClientAddresses addresses) {
        return factory -> {
            factory.setProtocol(LimitedConnectionsProtocol.class.getName());
            factory.addProtocolHandlerCustomizers(
                    (TomcatProtocolHandlerCustomizer<LimitedConnectionsProtocol>) protocol -> {
                        protocol.limitConnections(properties.perAddress(), addresses::isTrustedProxy);
                        protocol.setMaxExtensionSize(MAX_CHUNK_EXTENSION);
                        protocol.setMaxTrailerSize(MAX_TRAILER);
                    });
        };
    }

    /** The method TRACE reaches the filters, so that it is denied by a problem like any other error and not by Tomcat's page. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> traceDeniedAsProblem() {
        return factory -> factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
    }

    /** Everybody knows the development keys, so only this machine can reach a service that accepts them. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> loopbackInDevelopment(DevelopmentMode mode) {
        return factory -> {
            if (mode.isActive()) {
                factory.setAddress(InetAddress.getLoopbackAddress());
            }
        };
    }
}

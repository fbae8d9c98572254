package io.portrait.web;

import io.portrait.access.AccessMode;
import java.net.InetAddress;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.UrlHandlerFilter;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    /** One SDK sends its batches to a path with a slash at the end. */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> slashesAtTheEndOfSegmentsRoutes() {
        FilterRegistrationBean<UrlHandlerFilter> filter =
                new FilterRegistrationBean<>(UrlHandlerFilter.trailingSlashHandler(SegmentRoutes.WITH_SLASH)
                        .wrapRequest()
                        .build());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return filter;
    }

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

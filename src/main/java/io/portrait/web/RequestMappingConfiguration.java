package io.portrait.web;

import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The mapping of requests to controllers: ids in the path or in the query, the check of ids of persons, and times. */
@Configuration(proxyBeanMethods = false)
class RequestMappingConfiguration implements WebMvcConfigurer {

    private final PersonIdCheck personIds;

    RequestMappingConfiguration(PersonIdCheck personIds) {
        this.personIds = personIds;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(personIds);
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        RequestTimes.register(registry);
    }

    @Bean
    static WebMvcRegistrations routesWithIdsInTheQuery() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new QueryIdHandlerMapping();
            }
        };
    }
}

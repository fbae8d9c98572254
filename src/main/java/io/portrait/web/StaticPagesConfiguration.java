package io.portrait.web;

import io.portrait.access.auth.DevelopmentMode;
import io.portrait.profile.Profile;
import io.portrait.profile.Profiles;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The static pages at short paths. They contain no data; their scripts call the API with a key. */
@Configuration(proxyBeanMethods = false)
class StaticPagesConfiguration implements WebMvcConfigurer {

    private static final int SCANNED_PROFILES = 500;
    private static final int MAX_SUGGESTED_USERS = 12;

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/index.html");
        registry.addViewController("/me").setViewName("forward:/me.html");
        registry.addViewController("/console").setViewName("forward:/console.html");
    }

    /** The route that reports development mode, and then users to try the pages with. See decision 0072. */
    @Bean
    RouterFunction<ServerResponse> pagesMode(DevelopmentMode mode, Profiles profiles, Clock clock) {
        return RouterFunctions.route()
                .GET(
                        "/pages/mode",
                        request -> ServerResponse.ok()
                                .cacheControl(CacheControl.noStore())
                                .body(
                                        mode.isActive()
                                                ? new PagesMode(true, suggestedUsers(profiles, clock))
                                                : PagesMode.PRODUCTION))
                .build();
    }

    private static List<String> suggestedUsers(Profiles profiles, Clock clock) {
        return profiles.page(Optional.empty(), clock.instant(), SCANNED_PROFILES).stream()
                .sorted(Comparator.comparingLong(Profile::eventsSeen).reversed())
                .limit(MAX_SUGGESTED_USERS)
                .map(profile -> profile.user().value())
                .toList();
    }

    /**
     * The mode of the service.
     *
     * @param development whether the development keys work
     * @param users some users with many events; empty in production
     */
    record PagesMode(boolean development, List<String> users) {

        static final PagesMode PRODUCTION = new PagesMode(false, List.of());
    }
}

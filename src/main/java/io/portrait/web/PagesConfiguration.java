package io.portrait.web;

import io.portrait.access.AccessMode;
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

/** The pages: files from the jar, at short paths. They hold nothing of anyone; what they show they ask for with a key. */
@Configuration(proxyBeanMethods = false)
class PagesConfiguration implements WebMvcConfigurer {

    private static final int LOOKED_AT = 500;
    private static final int OFFERED = 12;

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/index.html");
        registry.addViewController("/me").setViewName("forward:/me.html");
        registry.addViewController("/console").setViewName("forward:/console.html");
    }

    /** What the pages offer beyond asking for a key: in development mode, users to try as. See decision 0072. */
    @Bean
    RouterFunction<ServerResponse> pagesMode(AccessMode mode, Profiles profiles, Clock clock) {
        return RouterFunctions.route()
                .GET(
                        "/pages/mode",
                        request -> ServerResponse.ok()
                                .cacheControl(CacheControl.noStore())
                                .body(mode.isDevelopment() ? new Mode(true, users(profiles, clock)) : Mode.PRODUCTION))
                .build();
    }

    private static List<String> users(Profiles profiles, Clock clock) {
        return profiles.page(Optional.empty(), clock.instant(), LOOKED_AT).stream()
                .sorted(Comparator.comparingLong(Profile::eventsSeen).reversed())
                .limit(OFFERED)
                .map(profile -> profile.user().value())
                .toList();
    }

    /**
     * How the service runs.
     *
     * @param development whether the development keys work
     * @param users some with many events, to try as; none in production
     */
    record Mode(boolean development, List<String> users) {

        static final Mode PRODUCTION = new Mode(false, List.of());
    }
}

package io.portrait.platform;

import java.time.Clock;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The clock of the service, its check, and the scheduler. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ClockConfiguration {

    /** The clock that the operating system provides, which anybody who administers the machine can set. */
    @Bean
    @ConditionalOnMissingBean(name = "systemClock")
    InstantSource systemClock() {
        return InstantSource.system();
    }

    /** The name makes it the part {@code clock} of the health. */
    @Bean("clockHealthIndicator")
    @ConditionalOnMissingBean(Clock.class)
    @ConditionalOnProperty(prefix = "portrait.clock", name = "check", matchIfMissing = true)
    ClockMonitor clockMonitor(
            @Qualifier("systemClock") InstantSource systemClock,
            ClockProperties limits,
            JdbcClockStore store,
            ApplicationEventPublisher events) {
        return ClockMonitor.start(systemClock, limits, store, events);
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock(ObjectProvider<ClockMonitor> monitor) {
        @Nullable ClockMonitor started = monitor.getIfAvailable();
        return started == null ? Clock.systemUTC() : started.clock();
    }
}

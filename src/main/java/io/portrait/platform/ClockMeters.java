package io.portrait.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The metrics of the check of the system's clock; none if it is off. */
@Component
class ClockMeters implements MeterBinder {

    private static final double MILLIS_PER_SECOND = 1_000;

    private final ObjectProvider<ClockMonitor> monitor;

    ClockMeters(ObjectProvider<ClockMonitor> monitor) {
        this.monitor = monitor;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        monitor.ifAvailable(running -> {
            gauge(registry, running, "portrait.clock.refused.jump", ClockMonitor::refusedJump);
            gauge(registry, running, "portrait.clock.ahead.of.database", ClockMonitor::aheadOfDatabase);
        });
    }

    private static void gauge(
            MeterRegistry registry, ClockMonitor monitor, String name, Function<ClockMonitor, Duration> value) {
        Gauge.builder(name, monitor, measured -> value.apply(measured).toMillis() / MILLIS_PER_SECOND)
                .baseUnit("seconds")
                .register(registry);
    }
}

package io.portrait.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.portrait.ingest.IntakeUnavailableException.UnavailableReason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The meters of the intake. Tags have only error codes of the service, never text of a sender, so the number of series is limited. */
@Component
class IntakeMeters {

    private static final String NO_CODE = "none";

    /** The metric tags of an event outcome. */
    private record OutcomeTags(String outcome, String code) {

        static OutcomeTags of(EventOutcome outcome) {
            return switch (outcome) {
                case EventOutcome.Accepted accepted -> new OutcomeTags("accepted", NO_CODE);
                case EventOutcome.Duplicate duplicate -> new OutcomeTags("duplicate", NO_CODE);
                case EventOutcome.Rejected(var rejection) -> new OutcomeTags("rejected", rejection.code());
            };
        }
    }

    private final MeterRegistry registry;
    private final Timer append;

    IntakeMeters(MeterRegistry registry) {
        this.registry = registry;
        this.append = Timer.builder("portrait.journal.append")
                .description("The commit of a group of events, to the disk")
                .serviceLevelObjectives(
                        Duration.ofMillis(2),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1))
                .register(registry);
    }

    /** Counts events that were answered with a receipt. */
    void countOutcomes(List<EventOutcome> outcomes) {
        outcomes.stream()
                .map(OutcomeTags::of)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .forEach((tags, events) -> events(tags).increment(events));
    }

    private Counter events(OutcomeTags tags) {
        return Counter.builder("portrait.ingest.events")
                .description("Events by outcome; the code is that of the rejection")
                .tag("outcome", tags.outcome())
                .tag("code", tags.code())
                .register(registry);
    }

    /** Counts the check of an identity token. */
    void countIdentityToken(boolean valid) {
        Counter.builder("portrait.ingest.identity.tokens")
                .description("Identity tokens of events that link ids; an invalid one gives no authority")
                .tag("result", valid ? "valid" : "invalid")
                .register(registry)
                .increment();
    }

    /** Counts events that were throttled and have to be sent again. */
    void countThrottled(UnavailableReason reason, int events) {
        Counter.builder("portrait.ingest.throttled")
                .description("Throttled events, which the senders have to send again later")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(registry)
                .increment(events);
    }

    <T> T timeAppend(Supplier<T> work) {
        return append.record(work);
    }

    void registerQueueGauge(Supplier<Number> queued) {
        Gauge.builder("portrait.ingest.queued", queued)
                .description("Events of this instance that wait for the journal")
                .register(registry);
    }
}

package io.portrait.ingest;

import io.portrait.ingest.IntakeUnavailableException.UnavailableReason;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.StorageCapacity;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The entry point of all events. An event with the outcome {@code Accepted} is committed in the journal. */
@Component
public class EventIntake {

    private final JournalAppender appender;
    private final IngestProperties limits;
    private final JournalListener listener;
    private final StorageCapacity storage;
    private final EventStatistics statistics;
    private final IdentityAssertions assertions;
    private final IntakeMeters meters;

    EventIntake(
            JournalAppender appender,
            IngestProperties limits,
            JournalListener listener,
            StorageCapacity storage,
            EventStatistics statistics,
            IdentityAssertions assertions,
            IntakeMeters meters) {
        this.appender = appender;
        this.limits = limits;
        this.listener = listener;
        this.storage = storage;
        this.statistics = statistics;
        this.assertions = assertions;
        this.meters = meters;
    }

    /** Accepts the events of a caller, whose key or identity tokens may give the authority to link ids. */
    public List<EventOutcome> accept(List<ParsedEvent> parsedEvents, Caller sender) {
        return accept(parsedEvents.stream()
                .map(parsedEvent -> withAuthority(parsedEvent, sender))
                .toList());
    }

    private ParsedEvent withAuthority(ParsedEvent parsedEvent, Caller sender) {
        return parsedEvent instanceof ParsedEvent.Valid valid
                ? valid.withAuthority(authorityOf(valid, sender))
                : parsedEvent;
    }

    private LinkAuthority authorityOf(ParsedEvent.Valid valid, Caller sender) {
        if (sender.role() == KeyRole.INTERNAL) {
            return LinkAuthority.OWNER;
        }
        Event event = valid.event();
        if (valid.identityToken() == null || event.anonymous()) {
            return LinkAuthority.CLIENT;
        }
        LinkAuthority authority = assertions.authorityOf(
                valid.identityToken(),
                sender.keyId(),
                event.userId(),
                event.payload().linkedId());
        meters.countIdentityToken(authority != LinkAuthority.CLIENT);
        return authority;
    }

    /**
     * Writes the valid events to the journal and the invalid ones to the dead letters, all in one transaction.
     *
     * @return an outcome per event, in order
     * @throws IntakeUnavailableException if the queue or the disk is full, or the database is not available; sending the same events
     *     again is safe
     */
    public List<EventOutcome> accept(List<ParsedEvent> parsedEvents) {
        if (parsedEvents.isEmpty()) {
            return List.of();
        }
        try {
            List<EventOutcome> outcomes = append(parsedEvents);
            meters.countOutcomes(outcomes);
            statistics.count(parsedEvents, outcomes);
            notifyListener(outcomes);
            return outcomes;
        } catch (IntakeUnavailableException e) {
            meters.countThrottled(e.reason(), parsedEvents.size());
            throw e;
        }
    }

    private List<EventOutcome> append(List<ParsedEvent> parsedEvents) {
        if (!storage.hasFreeSpace()) {
            throw storageFull(null);
        }
        return await(appender.submit(parsedEvents));
    }

    private void notifyListener(List<EventOutcome> outcomes) {
        if (outcomes.stream().anyMatch(EventOutcome.Accepted.class::isInstance)) {
            listener.onAppended();
        }
    }

    private List<EventOutcome> await(CompletableFuture<List<EventOutcome>> outcomes) {
        try {
            return outcomes.get(limits.appendTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unavailable("the journal did not answer within " + limits.appendTimeout(), e);
        } catch (ExecutionException e) {
            if (JdbcErrors.isDiskFull(e)) {
                throw storageFull(e.getCause());
            }
            throw unavailable("the journal could not be written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("the service is stopping", e);
        }
    }

    private static IntakeUnavailableException storageFull(@Nullable Throwable cause) {
        return new IntakeUnavailableException(
                UnavailableReason.STORAGE_FULL, "the disk of the database is full", cause);
    }

    private static IntakeUnavailableException unavailable(String detail, @Nullable Throwable cause) {
        return new IntakeUnavailableException(UnavailableReason.JOURNAL_UNAVAILABLE, detail, cause);
    }
}

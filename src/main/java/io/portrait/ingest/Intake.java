package io.portrait.ingest;

import io.portrait.ingest.IntakeUnavailableException.Reason;
import io.portrait.kernel.Storage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The one door for events: what it answers {@code accepted} is committed in the journal. */
@Component
public class Intake {

    private final Appender appender;
    private final IngestProperties limits;
    private final JournalListener listener;
    private final Storage storage;
    private final ArrivalStatistics statistics;
    private final IntakeMeters meters;

    Intake(
            Appender appender,
            IngestProperties limits,
            JournalListener listener,
            Storage storage,
            ArrivalStatistics statistics,
            IntakeMeters meters) {
        this.appender = appender;
        this.limits = limits;
        this.listener = listener;
        this.storage = storage;
        this.statistics = statistics;
        this.meters = meters;
    }

    /**
     * Journals the clean readings and keeps the bad ones as dead letters, all in one transaction.
     *
     * @return an outcome per reading, in order
     * @throws IntakeUnavailableException if the journal is full up, out of room or out of reach; then the same events may be sent
     *     again without harm
     */
    public List<Outcome> accept(List<Reading> readings) {
        if (readings.isEmpty()) {
            return List.of();
        }
        try {
            List<Outcome> outcomes = append(readings);
            meters.answered(outcomes);
            statistics.note(readings, outcomes);
            announce(outcomes);
            return outcomes;
        } catch (IntakeUnavailableException e) {
            meters.turnedAway(e.reason(), readings.size());
            throw e;
        }
    }

    private List<Outcome> append(List<Reading> readings) {
        if (!storage.hasRoom()) {
            throw full(null);
        }
        return await(appender.submit(readings));
    }

    private void announce(List<Outcome> outcomes) {
        if (outcomes.stream().anyMatch(Outcome.Accepted.class::isInstance)) {
            listener.appended();
        }
    }

    private List<Outcome> await(CompletableFuture<List<Outcome>> outcomes) {
        try {
            return outcomes.get(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unavailable("the journal did not answer within " + limits.patience(), e);
        } catch (ExecutionException e) {
            if (JdbcFaults.isDiskFull(e)) {
                throw full(e.getCause());
            }
            throw unavailable("the journal could not be written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("the service is stopping", e);
        }
    }

    private static IntakeUnavailableException full(@Nullable Throwable cause) {
        return new IntakeUnavailableException(Reason.STORAGE_FULL, "there is no room to keep more", cause);
    }

    private static IntakeUnavailableException unavailable(String detail, @Nullable Throwable cause) {
        return new IntakeUnavailableException(Reason.JOURNAL_UNAVAILABLE, detail, cause);
    }
}

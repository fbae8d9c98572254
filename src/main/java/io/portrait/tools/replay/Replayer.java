package io.portrait.tools.replay;

import io.portrait.catalog.Catalog;
import io.portrait.ingest.EventIntake;
import io.portrait.ingest.JournalReader;
import io.portrait.profile.Profiles;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** A component that sends the lines of an Online Retail file to the running service and waits for their profiles. */
@Component
public class Replayer {

    private static final long POLL_MILLIS = 20;

    private final Catalog catalog;
    private final EventIntake intake;
    private final JournalReader journal;
    private final Profiles profiles;
    private final JdbcDatabaseSize databaseSize;

    Replayer(
            Catalog catalog,
            EventIntake intake,
            JournalReader journal,
            Profiles profiles,
            JdbcDatabaseSize databaseSize) {
        this.catalog = catalog;
        this.intake = intake;
        this.journal = journal;
        this.profiles = profiles;
        this.databaseSize = databaseSize;
    }

    /**
     * Sends all lines, waits until the profiles contain them, and logs the result.
     *
     * @param name the name of the replay in the log
     * @param timeShift the duration that is added to the time of every line
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void replay(String name, RetailLineReader lines, Duration timeShift) throws InterruptedException {
        RetailEventMapper eventMapper = new RetailEventMapper(RetailTopicMatcher.bundled(), timeShift);
        ReplayReporter reporter = new ReplayReporter(name, databaseSize);
        RetailReplay.ReplayCounts counts =
                new RetailReplay(catalog, intake, eventMapper, reporter::reportProgress).run(lines);
        awaitProfiles();
        reporter.reportResult(counts);
    }

    private void awaitProfiles() throws InterruptedException {
        long lastPosition = journal.lastPosition();
        while (!profiles.isAppliedThrough(lastPosition)) {
            Thread.sleep(POLL_MILLIS);
        }
    }
}

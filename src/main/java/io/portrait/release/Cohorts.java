package io.portrait.release;

import io.portrait.kernel.UserId;
import io.portrait.privacy.CohortNoise;
import io.portrait.privacy.CohortPolicy;
import io.portrait.privacy.NoiseKey;
import io.portrait.profile.Profile;
import io.portrait.profile.Profiles;
import io.portrait.release.CohortStatistic.Kind;
import io.portrait.release.CohortStatistic.Tally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Statistics over many people, differentially private for each of them. A release is made once per statistic and period of
 * a fixed clock, charged to the ledger in the same transaction, and stored; reading it is free.
 */
@Component
public class Cohorts {

    private static final int PAGE = 500;
    private static final double ROUNDING = 1_000;

    private final JdbcCohortStore store;
    private final Profiles profiles;
    private final CohortPolicy policy;
    private final Duration period;
    private final NoiseKey noise;
    private final NoiseKey choice;
    private final Clock clock;
    private final TransactionTemplate transactions;

    Cohorts(
            JdbcCohortStore store,
            Profiles profiles,
            CohortPolicy policy,
            ReleaseProperties properties,
            MasterKey master,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.profiles = profiles;
        this.policy = policy;
        this.period = properties.cohorts().period();
        this.noise = NoiseKey.of(master.derive("cohort-noise", ""));
        this.choice = NoiseKey.of(master.derive("cohort-choice", ""));
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Registers a statistic for good. Its first release comes with the next period. */
    public CohortOutcome register(CohortDraft draft) {
        List<String> reasons = draft.faults();
        if (!reasons.isEmpty()) {
            return new CohortOutcome.Invalid(reasons);
        }
        CohortStatistic statistic = draft.statistic(clock.instant());
        return store.register(statistic) ? new CohortOutcome.Registered(statistic) : new CohortOutcome.Taken();
    }

    /** All statistics by name. */
    public List<CohortStatistic> statistics() {
        return store.statistics();
    }

    /** One statistic. */
    public Optional<CohortStatistic> find(String name) {
        return statistics().stream()
                .filter(statistic -> statistic.name().equals(name))
                .findFirst();
    }

    /** The newest releases of a statistic, newest first. */
    public List<CohortRelease> releases(String statistic, int limit) {
        return store.releases(statistic, limit);
    }

    /** The promise and its constants. */
    public CohortPromise promise() {
        return CohortPromise.of(policy);
    }

    /** The period that a time falls into. */
    long periodOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), period.toSeconds());
    }

    /** When a period begins. */
    public Instant startOf(long number) {
        return Instant.ofEpochSecond(number * period.toSeconds());
    }

    /** Releases what is due: each statistic that was there before the period began, once. */
    void releaseDue() {
        Instant now = clock.instant();
        for (CohortStatistic statistic : statistics()) {
            boolean isOlder = periodOf(statistic.registeredAt()) < periodOf(now);
            if (isOlder && !store.isCharged(statistic.name(), periodOf(now))) {
                release(statistic.name());
            }
        }
    }

    /** Releases a statistic for the running period, if that has not been done and the budget allows it. */
    public CohortOutcome release(String name) {
        return find(name)
                .map(statistic -> Objects.requireNonNull(transactions.execute(status -> releaseLocked(statistic))))
                .orElseGet(CohortOutcome.Unknown::new);
    }

    private CohortOutcome releaseLocked(CohortStatistic statistic) {
        store.lock();
        Instant now = clock.instant();
        long number = periodOf(now);
        double spent = store.spentSince(now.minus(Duration.ofDays(CohortPolicy.WINDOW_DAYS)));
        if (store.isCharged(statistic.name(), number)) {
            return new CohortOutcome.AlreadyReleased(number);
        }
        if (spent + policy.charge() > policy.budget()) {
            return new CohortOutcome.Exhausted(spent, policy.budget());
        }
        CohortRelease release = draw(statistic, number, now);
        store.save(release, policy.charge());
        return new CohortOutcome.Released(release);
    }

    private CohortRelease draw(CohortStatistic statistic, long number, Instant now) {
        SortedMap<String, Long> sums = sums(statistic, now);
        String release = "%s at %d".formatted(statistic.name(), number);
        boolean isNamed = statistic.kind() == Kind.TOPICS;
        SortedMap<String, Double> people = isNamed
                ? CohortNoise.noisedNames(release, sums, noise, policy)
                : CohortNoise.noised(release, sums, noise, policy);
        double unit = statistic.measure().cap();
        SortedMap<String, Double> values = new TreeMap<>();
        people.forEach((cohort, value) -> values.put(cohort, rounded(value * unit)));
        double std = isNamed ? policy.namesNoiseStd() : policy.noiseStd();
        return new CohortRelease(statistic.name(), number, now, rounded(std * unit), values);
    }

    private SortedMap<String, Long> sums(CohortStatistic statistic, Instant now) {
        Tally tally = statistic.new Tally(choice, policy, now);
        Optional<UserId> after = Optional.empty();
        List<Profile> page;
        do {
            page = profiles.page(after, now, PAGE);
            page.forEach(tally::add);
            after = page.isEmpty() ? after : Optional.of(page.getLast().user());
        } while (page.size() == PAGE);
        return tally.sums();
    }

    private static double rounded(double value) {
        return Math.round(value * ROUNDING) / ROUNDING;
    }
}

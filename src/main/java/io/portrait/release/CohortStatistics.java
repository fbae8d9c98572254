package io.portrait.release;

import io.portrait.release.CohortStatistic.CohortKind;
import io.portrait.release.CohortStatistic.CohortSums;
import io.portrait.release.mechanism.CohortNoise;
import io.portrait.release.mechanism.CohortPrivacyParameters;
import io.portrait.release.mechanism.NoiseKey;
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
 * The cohort statistics: differentially private sums over the people who share their data. Each statistic is released once per period. The
 * cost of a release is charged to the privacy ledger in the same transaction; reading a stored release has no cost.
 */
@Component
public class CohortStatistics {

    private static final double ROUNDING_FACTOR = 1_000;

    private final JdbcCohortStore store;
    private final SharingProfiles profiles;
    private final CohortPrivacyParameters parameters;
    private final Duration period;
    private final NoiseKey noiseKey;
    private final NoiseKey selectionKey;
    private final Clock clock;
    private final TransactionTemplate transactions;

    CohortStatistics(
            JdbcCohortStore store,
            SharingProfiles profiles,
            CohortPrivacyParameters parameters,
            ReleaseProperties properties,
            MasterKey masterKey,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.profiles = profiles;
        this.parameters = parameters;
        this.period = properties.cohorts().period();
        this.noiseKey = NoiseKey.of(masterKey.derive("cohort-noise", ""));
        this.selectionKey = NoiseKey.of(masterKey.derive("cohort-selection", ""));
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Registers a statistic, which cannot be changed afterwards. Its first release is in the next period. */
    public CohortOutcome register(CohortDefinition definition) {
        List<String> violations = definition.violations();
        if (!violations.isEmpty()) {
            return new CohortOutcome.InvalidDefinition(violations);
        }
        CohortStatistic statistic = definition.toStatistic(clock.instant());
        return store.register(statistic) ? new CohortOutcome.Registered(statistic) : new CohortOutcome.NameTaken();
    }

    /** All statistics by name. */
    public List<CohortStatistic> statistics() {
        return store.statistics();
    }

    /** The statistic with a name. */
    public Optional<CohortStatistic> find(String name) {
        return statistics().stream()
                .filter(statistic -> statistic.name().equals(name))
                .findFirst();
    }

    /** The newest releases of a statistic, newest first. */
    public List<CohortRelease> releases(String statistic, int limit) {
        return store.releases(statistic, limit);
    }

    /** The published guarantee. */
    public CohortGuarantee guarantee() {
        return CohortGuarantee.of(parameters);
    }

    /** The number of the period that contains a time. */
    long periodOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), period.toSeconds());
    }

    /** The first instant of a period. */
    public Instant periodStart(long periodNumber) {
        return Instant.ofEpochSecond(periodNumber * period.toSeconds());
    }

    /** Releases all due statistics: those registered before the current period and not yet released in it. */
    void releaseDue() {
        Instant now = clock.instant();
        for (CohortStatistic statistic : statistics()) {
            boolean isOlder = periodOf(statistic.registeredAt()) < periodOf(now);
            if (isOlder && !store.isCharged(statistic.name(), periodOf(now))) {
                release(statistic.name());
            }
        }
    }

    /** Releases a statistic for the current period unless it was released in it or the budget is exhausted. */
    public CohortOutcome release(String name) {
        return find(name)
                .map(statistic ->
                        Objects.requireNonNull(transactions.execute(status -> releaseInTransaction(statistic))))
                .orElseGet(CohortOutcome.NotFound::new);
    }

    private CohortOutcome releaseInTransaction(CohortStatistic statistic) {
        store.lock();
        Instant now = clock.instant();
        long periodNumber = periodOf(now);
        double spent = store.spentSince(now.minus(Duration.ofDays(CohortPrivacyParameters.WINDOW_DAYS)));
        if (store.isCharged(statistic.name(), periodNumber)) {
            return new CohortOutcome.AlreadyReleased(periodNumber);
        }
        if (spent + parameters.rhoPerRelease() > parameters.rhoBudget()) {
            return new CohortOutcome.BudgetExhausted(spent, parameters.rhoBudget());
        }
        CohortRelease release = draw(statistic, periodNumber, now);
        store.save(release, parameters.rhoPerRelease());
        return new CohortOutcome.Released(release);
    }

    private CohortRelease draw(CohortStatistic statistic, long periodNumber, Instant now) {
        SortedMap<String, Long> sums = exactSums(statistic, now);
        String release = "%s at %d".formatted(statistic.name(), periodNumber);
        boolean hasNamesFromData = statistic.kind() == CohortKind.TOPICS;
        SortedMap<String, Double> people = hasNamesFromData
                ? CohortNoise.noisyNamedCounts(release, sums, noiseKey, parameters)
                : CohortNoise.noisySums(release, sums, noiseKey, parameters);
        double unit = statistic.measure().cap();
        SortedMap<String, Double> values = new TreeMap<>();
        people.forEach((cohort, value) -> values.put(cohort, round(value * unit)));
        double noiseStd = hasNamesFromData ? parameters.nameNoiseStd() : parameters.noiseStd();
        return new CohortRelease(statistic.name(), periodNumber, now, round(noiseStd * unit), values);
    }

    private SortedMap<String, Long> exactSums(CohortStatistic statistic, Instant now) {
        CohortSums exactSums = statistic.new CohortSums(selectionKey, parameters, now);
        profiles.forEach(now, exactSums::add);
        return exactSums.sums();
    }

    private static double round(double value) {
        return Math.round(value * ROUNDING_FACTOR) / ROUNDING_FACTOR;
    }
}

package io.portrait.release;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.release.JdbcNoisySums.StoredSums;
import io.portrait.release.ReleasedProfile.NoisyInterest;
import io.portrait.release.mechanism.NoisySum;
import io.portrait.release.mechanism.ProfilePrivacyParameters;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The released profiles of external readers. A read changes no state and draws no new noise: its result is a function
 * of the stored rows and the released epoch. It takes one database statement.
 */
@Component
public class ReleasedProfiles {

    private static final double ROUNDING_FACTOR = 1_000;
    private static final int CACHE_SIZE = 20_000;
    private static final Duration CACHE_TTL = Duration.ofMinutes(10);

    private record NoisySumKey(UserId user, int incarnation, long epoch, int catalogVersion) {}

    private final ReleaseEpochs epochs;
    private final JdbcNoisySums sums;
    private final JdbcNoiseKeys keys;
    private final PublicTopicCatalog catalog;
    private final ProfilePrivacyParameters parameters;

    /**
     * Sums including the idle epochs up to the released one, so that their noise is drawn once and not at each read.
     */
    private final Cache<NoisySumKey, NoisySum> currentSums = Caffeine.newBuilder()
            .maximumSize(CACHE_SIZE)
            .expireAfterAccess(CACHE_TTL)
            .build();

    ReleasedProfiles(
            ReleaseEpochs epochs,
            JdbcNoisySums sums,
            JdbcNoiseKeys keys,
            PublicTopicCatalog catalog,
            ProfilePrivacyParameters parameters) {
        this.epochs = epochs;
        this.sums = sums;
        this.keys = keys;
        this.catalog = catalog;
        this.parameters = parameters;
    }

    /** The released profile of a user for an audience; empty if the user does not exist or was erased. */
    public Optional<ReleasedProfile> find(UserId user, Audience audience) {
        JdbcNoisySums.ReleaseSnapshot snapshot = sums.readSnapshot(user, catalog.newestCachedVersion());
        List<TopicCatalogVersion> versions = catalog.addToCache(snapshot.newerVersions());
        EpochAccumulator accumulator = new EpochAccumulator(versions, epochs.firstEpoch(), parameters);
        long lastEpoch = snapshot.releasedEpoch() - 1;
        return snapshot.sums().map(stored -> release(user, stored, accumulator, lastEpoch, audience));
    }

    private ReleasedProfile release(
            UserId user, StoredSums stored, EpochAccumulator accumulator, long lastEpoch, Audience audience) {
        TopicCatalogVersion version = accumulator.versionInEffect(lastEpoch);
        NoisySum sum = currentSums.get(
                new NoisySumKey(user, stored.key().incarnation(), lastEpoch, version.version()),
                key -> accumulator.closeThrough(stored.key(), stored.notAfter(lastEpoch), List.of(), lastEpoch));
        Vec weights = sum.sums(audience.noiseLevel());
        List<NoisyInterest> interests = IntStream.range(0, version.topics().size())
                .mapToObj(i -> new NoisyInterest(version.topics().get(i), round(weights.get(i))))
                .toList();
        return new ReleasedProfile(
                audienceNoise(audience, noiseFraction(lastEpoch)), epochName(lastEpoch), version.version(), interests);
    }

    /**
     * Deletes the noise key and the noisy sums of a user, so that the noise cannot be reproduced. For external readers
     * the user is then unknown. It joins the transaction of the caller, which should delete the profile as well; a
     * later profile of the same id is a new incarnation with new noise.
     */
    @Transactional
    public void erase(UserId user) {
        keys.delete(user);
        sums.delete(user);
        currentSums.asMap().keySet().removeIf(key -> key.user().equals(user));
    }

    private AudienceNoise audienceNoise(Audience audience, double noiseFraction) {
        double noiseStd = parameters.noiseStdEventWeights(audience.noiseLevel()) * noiseFraction;
        return new AudienceNoise(audience, parameters.epsilon(audience.noiseLevel()), round(noiseStd));
    }

    /** The fraction of the limit of the standard deviation after n epochs: √(1 − λ²ⁿ); n is equal for all users. */
    private double noiseFraction(long lastEpoch) {
        long epochCount = lastEpoch - epochs.firstEpoch() + 1;
        return StrictMath.sqrt(1 - parameters.decayFactor(2 * epochCount));
    }

    private static double round(double weight) {
        return Math.round(weight * ROUNDING_FACTOR) / ROUNDING_FACTOR;
    }

    /** The name of an epoch: its date, or its first instant if the epoch length is not a whole number of days. */
    private String epochName(long epoch) {
        Duration length = parameters.epochLength();
        Instant start = Instant.ofEpochSecond(epoch * length.toSeconds());
        boolean wholeDays = length.toSeconds() % Duration.ofDays(1).toSeconds() == 0;
        return wholeDays ? start.atOffset(ZoneOffset.UTC).toLocalDate().toString() : start.toString();
    }

    /** The constant terms of the guarantee; no database access. */
    public PrivacyTerms terms() {
        return new PrivacyTerms(
                ProfilePrivacyParameters.CLAIM,
                parameters.epsilon(),
                0,
                "event",
                "discrete-laplace",
                parameters.epochLength(),
                parameters.halfLife());
    }

    /** The published guarantee with the released epoch and topics. */
    public ProfileGuarantee guarantee() {
        long lastEpoch = epochs.releasedEpoch() - 1;
        return new ProfileGuarantee(
                terms(),
                Arrays.stream(Audience.values())
                        .map(audience -> audienceNoise(audience, 1))
                        .toList(),
                epochName(lastEpoch),
                PublicTopicCatalog.inEffect(catalog.versions(), lastEpoch));
    }
}

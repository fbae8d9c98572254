package io.portrait.release;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
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

/** The noised profiles. A read changes nothing and draws nothing new: it is a function of the rows and the epoch. */
@Component
public class ReleasedProfiles {

    private static final double ROUNDING_FACTOR = 1_000;
    private static final int CACHE_SIZE = 20_000;
    private static final Duration CACHE_TTL = Duration.ofMinutes(10);

    private record FoldedSumKey(UserId user, int incarnation, long epoch, int catalogVersion) {}

    private final ReleaseEpochs epochs;
    private final JdbcNoisySums sums;
    private final JdbcNoiseKeys keys;
    private final EpochAccumulator accumulator;
    private final PublicTopicCatalog catalog;
    private final ProfilePrivacyParameters parameters;

    /** Sums folded over epochs without events, so that the noise of an epoch is drawn once and not with every read. */
    private final Cache<FoldedSumKey, NoisySum> foldedSums = Caffeine.newBuilder()
            .maximumSize(CACHE_SIZE)
            .expireAfterAccess(CACHE_TTL)
            .build();

    ReleasedProfiles(
            ReleaseEpochs epochs,
            JdbcNoisySums sums,
            JdbcNoiseKeys keys,
            EpochAccumulator accumulator,
            PublicTopicCatalog catalog,
            ProfilePrivacyParameters parameters) {
        this.epochs = epochs;
        this.sums = sums;
        this.keys = keys;
        this.accumulator = accumulator;
        this.catalog = catalog;
        this.parameters = parameters;
    }

    /** What an audience sees of a user now; empty if there is no such user, or none any more. */
    public Optional<ReleasedProfile> find(UserId user, Audience audience) {
        long lastEpoch = epochs.releasedEpoch() - 1;
        return sums.find(user).map(stored -> read(user, stored, lastEpoch, audience));
    }

    private ReleasedProfile read(UserId user, JdbcNoisySums.StoredSums stored, long lastEpoch, Audience audience) {
        EpochAccumulator.Accumulation accumulation = accumulator.begin();
        TopicCatalogVersion version = accumulation.inEffect(lastEpoch);
        FoldedSumKey cacheKey = new FoldedSumKey(user, stored.key().incarnation(), lastEpoch, version.version());
        NoisySum sum = foldedSums.get(
                cacheKey,
                key -> accumulation.closeThrough(stored.key(), stored.notAfter(lastEpoch), List.of(), lastEpoch));
        Vec weights = sum.sums(audience.noiseLevel());
        List<NoisyInterest> interests = IntStream.range(0, version.topics().size())
                .mapToObj(i -> new NoisyInterest(version.topics().get(i), round(weights.get(i))))
                .toList();
        return new ReleasedProfile(
                audienceNoise(audience, noiseFraction(lastEpoch)), epochName(lastEpoch), version.version(), interests);
    }

    /**
     * Forgets everything that is kept for releases of a user: the noise key, without which nobody can draw the noise
     * again, and the sums. Outside, the user is unknown from then on. Takes part in the caller's transaction, which should
     * remove the profile too; a later profile of the same id is a new incarnation with new noise.
     */
    @Transactional
    public void erase(UserId user) {
        keys.destroy(user);
        sums.delete(user);
        foldedSums.asMap().keySet().removeIf(key -> key.user().equals(user));
    }

    private AudienceNoise audienceNoise(Audience audience, double noiseFraction) {
        double noiseStd = parameters.noiseStdEventWeights(audience.noiseLevel()) * noiseFraction;
        return new AudienceNoise(audience, parameters.epsilon(audience.noiseLevel()), round(noiseStd));
    }

    /** The part of the noise's final deviation that is there: √(1 − λ²ⁿ) after n epochs; n is the same for every user. */
    private double noiseFraction(long lastEpoch) {
        long epochCount = lastEpoch - epochs.firstEpoch() + 1;
        return StrictMath.sqrt(1 - parameters.decayFactor(2 * epochCount));
    }

    private static double round(double weight) {
        return Math.round(weight * ROUNDING_FACTOR) / ROUNDING_FACTOR;
    }

    /** An epoch's name: its day, or where epochs are shorter its beginning. */
    private String epochName(long epoch) {
        Duration length = parameters.epochLength();
        Instant start = Instant.ofEpochSecond(epoch * length.toSeconds());
        boolean wholeDays = length.toSeconds() % Duration.ofDays(1).toSeconds() == 0;
        return wholeDays ? start.atOffset(ZoneOffset.UTC).toLocalDate().toString() : start.toString();
    }

    /** The promise and its constants. */
    public ProfileGuarantee guarantee() {
        long lastEpoch = epochs.releasedEpoch() - 1;
        return new ProfileGuarantee(
                ProfilePrivacyParameters.CLAIM,
                parameters.epsilon(),
                0,
                "event",
                "discrete-laplace",
                parameters.epochLength(),
                parameters.halfLife(),
                Arrays.stream(Audience.values())
                        .map(audience -> audienceNoise(audience, 1))
                        .toList(),
                epochName(lastEpoch),
                PublicTopicCatalog.inEffect(catalog.versions(), lastEpoch));
    }
}

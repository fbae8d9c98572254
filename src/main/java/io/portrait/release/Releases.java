package io.portrait.release;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.privacy.ExposedSum;
import io.portrait.privacy.ExposurePolicy;
import io.portrait.release.ReleasedProfile.NoisedInterest;
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
public class Releases {

    private static final double ROUNDING = 1_000;
    private static final int CACHED = 20_000;
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private record Key(UserId user, int incarnation, long epoch, int catalogueVersion) {}

    private final ReleaseClock clock;
    private final ExposedSums sums;
    private final JdbcNoiseKeys keys;
    private final SumFolder folder;
    private final TopicCatalogues catalogues;
    private final ExposurePolicy policy;

    /** Sums folded over epochs without events, so that the noise of an epoch is drawn once and not with every read. */
    private final Cache<Key, ExposedSum> folded =
            Caffeine.newBuilder().maximumSize(CACHED).expireAfterAccess(MEMORY).build();

    Releases(
            ReleaseClock clock,
            ExposedSums sums,
            JdbcNoiseKeys keys,
            SumFolder folder,
            TopicCatalogues catalogues,
            ExposurePolicy policy) {
        this.clock = clock;
        this.sums = sums;
        this.keys = keys;
        this.folder = folder;
        this.catalogues = catalogues;
        this.policy = policy;
    }

    /** What an audience sees of a user now; empty if there is no such user, or none any more. */
    public Optional<ReleasedProfile> find(UserId user, Audience audience) {
        long last = clock.releasedEpoch() - 1;
        return sums.find(user).map(stored -> read(user, stored, last, audience));
    }

    private ReleasedProfile read(UserId user, ExposedSums.Stored stored, long last, Audience audience) {
        SumFolder.Pass pass = folder.pass();
        CatalogueVersion version = pass.inEffect(last);
        Key cell = new Key(user, stored.key().incarnation(), last, version.version());
        ExposedSum sum = folded.get(cell, key -> pass.fold(stored.key(), stored.through(last), List.of(), last));
        Vec weights = sum.sums(audience.grain());
        List<NoisedInterest> interests = IntStream.range(0, version.topics().size())
                .mapToObj(i -> new NoisedInterest(version.topics().get(i), rounded(weights.get(i))))
                .toList();
        return new ReleasedProfile(view(audience, reached(last)), nameOf(last), version.version(), interests);
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
        folded.asMap().keySet().removeIf(key -> key.user().equals(user));
    }

    private AudienceView view(Audience audience, double reached) {
        double noiseStd = policy.noiseStdEventWeights(audience.grain()) * reached;
        return new AudienceView(audience, policy.epsilon(audience.grain()), rounded(noiseStd));
    }

    /** The part of the noise's final deviation that is there: √(1 − λ²ⁿ) after n epochs; n is the same for every user. */
    private double reached(long last) {
        long epochs = last - clock.firstEpoch() + 1;
        return StrictMath.sqrt(1 - policy.retention(2 * epochs));
    }

    private static double rounded(double weight) {
        return Math.round(weight * ROUNDING) / ROUNDING;
    }

    /** An epoch's name: its day, or where epochs are shorter its beginning. */
    private String nameOf(long epoch) {
        Duration length = policy.epochLength();
        Instant start = Instant.ofEpochSecond(epoch * length.toSeconds());
        boolean wholeDays = length.toSeconds() % Duration.ofDays(1).toSeconds() == 0;
        return wholeDays ? start.atOffset(ZoneOffset.UTC).toLocalDate().toString() : start.toString();
    }

    /** The promise and its constants. */
    public PrivacyPolicy policy() {
        long last = clock.releasedEpoch() - 1;
        return new PrivacyPolicy(
                ExposurePolicy.CLAIM,
                policy.epsilon(),
                0,
                "event",
                "discrete-laplace",
                policy.epochLength(),
                policy.halfLife(),
                Arrays.stream(Audience.values())
                        .map(audience -> view(audience, 1))
                        .toList(),
                nameOf(last),
                TopicCatalogues.inEffect(catalogues.versions(), last));
    }
}

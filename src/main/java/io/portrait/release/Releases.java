package io.portrait.release;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.portrait.kernel.UserId;
import io.portrait.privacy.ExposedSum;
import io.portrait.privacy.ExposurePolicy;
import io.portrait.release.ReleasedProfile.NoisedInterest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** The noised profiles. A read changes nothing and draws nothing new: it is a function of the rows and the epoch. */
@Component
public class Releases {

    private static final double ROUNDING = 1_000;
    private static final int CACHED = 20_000;

    private record Key(UserId user, long epoch, int catalogueVersion) {}

    private final ReleaseClock clock;
    private final ExposedSums sums;
    private final SumFolder folder;
    private final TopicCatalogues catalogues;
    private final ExposurePolicy policy;

    /** Sums folded over epochs without events, so that the noise of an epoch is drawn once and not with every read. */
    private final Cache<Key, ExposedSum> folded =
            Caffeine.newBuilder().maximumSize(CACHED).build();

    Releases(
            ReleaseClock clock, ExposedSums sums, SumFolder folder, TopicCatalogues catalogues, ExposurePolicy policy) {
        this.clock = clock;
        this.sums = sums;
        this.folder = folder;
        this.catalogues = catalogues;
        this.policy = policy;
    }

    /** What outside readers see of a user now; empty if there is no such user. */
    public Optional<ReleasedProfile> find(UserId user) {
        long last = clock.releasedEpoch() - 1;
        ExposedSums.Stored stored = sums.find(user);
        return stored.known() ? Optional.of(read(user, stored, last)) : Optional.empty();
    }

    private ReleasedProfile read(UserId user, ExposedSums.Stored stored, long last) {
        SumFolder.Pass pass = folder.pass();
        CatalogueVersion version = pass.inEffect(last);
        ExposedSum sum = folded.get(
                new Key(user, last, version.version()), key -> pass.fold(user, stored.through(last), List.of(), last));
        List<NoisedInterest> interests = IntStream.range(0, version.topics().size())
                .mapToObj(i -> new NoisedInterest(
                        version.topics().get(i), rounded(sum.sums().get(i))))
                .toList();
        return new ReleasedProfile(nameOf(last), version.version(), rounded(noiseStd(last)), interests);
    }

    /** Drops what is in memory of a user; whoever comes back by this id is somebody else. */
    void forget(UserId user) {
        folded.asMap().keySet().removeIf(key -> key.user().equals(user));
    }

    /** σ/U · √((1 − λ²ⁿ)/(1 − λ²)) after n epochs; n is the same for every user. */
    private double noiseStd(long last) {
        long epochs = last - clock.firstEpoch() + 1;
        double reached = 1 - policy.retention(2 * epochs);
        return policy.noiseStdEventWeights() * StrictMath.sqrt(reached);
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
                rounded(policy.noiseStdEventWeights()),
                nameOf(last),
                TopicCatalogues.inEffect(catalogues.versions(), last));
    }
}

package io.portrait.release;

import io.portrait.kernel.Topic;
import io.portrait.privacy.Cell;
import io.portrait.privacy.ExposedSum;
import io.portrait.privacy.ExposurePolicy;
import io.portrait.privacy.LongVec;
import io.portrait.profile.ExposureCell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Closes a user's cells one after the other, the idle ones too, each with the catalogue version of its epoch. */
@Component
class SumFolder {

    private final TopicCatalogues catalogues;
    private final ReleaseClock clock;
    private final ExposurePolicy policy;

    SumFolder(TopicCatalogues catalogues, ReleaseClock clock, ExposurePolicy policy) {
        this.catalogues = catalogues;
        this.clock = clock;
        this.policy = policy;
    }

    /** For many users under the same versions. */
    Pass pass() {
        return new Pass(catalogues.versions());
    }

    final class Pass {

        private final List<CatalogueVersion> versions;

        private Pass(List<CatalogueVersion> versions) {
            this.versions = versions;
        }

        /**
         * The sum after an epoch.
         *
         * @param from where to go on from; empty: from the first epoch of all
         * @param cells the user's cells; those at or before {@code from} are ignored, they are in it
         */
        ExposedSum fold(UserKey key, Optional<ExposedSum> from, List<ExposureCell> cells, long lastEpoch) {
            Map<Long, SortedMap<Topic, Long>> byEpoch =
                    cells.stream().collect(Collectors.toMap(ExposureCell::epoch, ExposureCell::sums));
            ExposedSum start = from.orElseGet(() -> ExposedSum.before(clock.firstEpoch()));
            return start.closeThrough(
                    lastEpoch,
                    epoch -> cell(key.incarnation(), epoch, byEpoch.getOrDefault(epoch, new TreeMap<>())),
                    key.key(),
                    policy);
        }

        private Cell cell(int incarnation, long epoch, SortedMap<Topic, Long> sums) {
            CatalogueVersion version = inEffect(epoch);
            LongVec exact = LongVec.of(version.topics().stream().mapToLong(topic -> sums.getOrDefault(topic, 0L)));
            return new Cell(incarnation, version.version(), epoch, exact);
        }

        CatalogueVersion inEffect(long epoch) {
            return TopicCatalogues.inEffect(versions, epoch);
        }
    }
}

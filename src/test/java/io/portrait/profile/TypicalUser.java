package io.portrait.profile;

import io.portrait.bench.SyntheticShop;
import io.portrait.ingest.Event;
import io.portrait.ingest.JournalEntry;
import io.portrait.model.feature.EventFeatures;
import io.portrait.model.feature.Featurizer;
import io.portrait.release.DefaultContributionBound;
import java.util.ArrayList;
import java.util.List;

/**
 * A user of the {@link SyntheticShop} for benchmarks: events with their features, the default learners and the default
 * contribution bound.
 */
final class TypicalUser {

    static final UserStateCodec CODEC = new UserStateCodec(List.of("batch-mean", "rls"), RandomHistories.SESSION_GAP);

    private static final ContributionBound CONTRIBUTION_BOUND = DefaultContributionBound.create();
    private static final long EPOCH = 20_780;

    private record FeaturizedEntry(JournalEntry entry, EventFeatures features) {}

    private final List<FeaturizedEntry> entries = new ArrayList<>();

    TypicalUser(int events) {
        for (Event event : new SyntheticShop(1).history(RandomHistories.ANN, events)) {
            int position = entries.size() + 1;
            int revision = event.itemId() == null ? 0 : 1;
            entries.add(new FeaturizedEntry(
                    new JournalEntry(position, EPOCH, event.happenedAt(), revision, event),
                    Featurizer.featurize(event, SyntheticShop.itemOf(event))));
        }
    }

    UserState fresh() {
        return CODEC.newState(RandomHistories.ANN);
    }

    UserState applyAllTo(UserState state) {
        entries.forEach(featurized ->
                state.apply(featurized.entry(), featurized.features(), CONTRIBUTION_BOUND, new Predictions()));
        return state;
    }
}

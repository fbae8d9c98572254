package io.portrait.profile;

import io.portrait.bench.Shop;
import io.portrait.feature.Features;
import io.portrait.feature.Featuriser;
import io.portrait.ingest.Event;
import io.portrait.ingest.JournalEntry;
import io.portrait.release.Exposure;
import java.util.ArrayList;
import java.util.List;

/** Events of a user of the {@link Shop}, featurised and ready to apply, with the learners and the exposure rule that are the default. */
final class TypicalUser {

    static final StateLayout LAYOUT = new StateLayout(List.of("batch-mean", "rls"));

    private static final ExposureRule EXPOSURE = Exposure.bounded();
    private static final long EPOCH = 20_780;

    private record Arrival(JournalEntry entry, Features features) {}

    private final List<Arrival> arrivals = new ArrayList<>();

    TypicalUser(int events) {
        for (Event event : new Shop(1).history(Histories.ANN, events)) {
            int position = arrivals.size() + 1;
            int revision = event.item() == null ? 0 : 1;
            arrivals.add(new Arrival(
                    new JournalEntry(position, EPOCH, event.happenedAt(), revision, event),
                    Featuriser.featurise(event, Shop.itemOf(event))));
        }
    }

    UserState fresh() {
        return LAYOUT.fresh(Histories.ANN);
    }

    UserState applyAllTo(UserState state) {
        arrivals.forEach(arrival -> state.apply(arrival.entry(), arrival.features(), EXPOSURE, new Predictions()));
        return state;
    }
}

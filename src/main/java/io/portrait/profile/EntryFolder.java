package io.portrait.profile;

import io.portrait.catalog.Catalogue;
import io.portrait.catalog.Item;
import io.portrait.feature.Features;
import io.portrait.feature.Featuriser;
import io.portrait.feature.TopicWeight;
import io.portrait.ingest.JournalEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Featurises entries and folds them into states: what every way of making a row has in common. */
@Component
class EntryFolder {

    private final Catalogue catalogue;
    private final ExposureRule exposure;

    EntryFolder(Catalogue catalogue, ExposureRule exposure) {
        this.catalogue = catalogue;
        this.exposure = exposure;
    }

    /** Folds entries, in their order, into the states that are given for them; gives what their models predicted. */
    Predictions fold(List<JournalEntry> entries, Function<JournalEntry, UserState> states) {
        Map<Item.Ref, Item> items = catalogue.revisions(itemsOf(entries));
        Predictions predictions = new Predictions();
        for (JournalEntry entry : entries) {
            states.apply(entry).apply(entry, features(entry, items), exposure, predictions);
        }
        return predictions;
    }

    /** What each entry, by position, says of interests. */
    Map<Long, List<TopicWeight>> interests(List<JournalEntry> entries) {
        Map<Item.Ref, Item> items = catalogue.revisions(itemsOf(entries));
        return entries.stream()
                .collect(Collectors.toMap(
                        JournalEntry::position, entry -> features(entry, items).interests()));
    }

    private static Features features(JournalEntry entry, Map<Item.Ref, Item> items) {
        @Nullable Item item = entry.itemRevision() == 0 ? null : items.get(ref(entry));
        return Featuriser.featurise(entry.event(), item);
    }

    private static Set<Item.Ref> itemsOf(List<JournalEntry> entries) {
        Set<Item.Ref> refs = new HashSet<>();
        for (JournalEntry entry : entries) {
            if (entry.itemRevision() > 0) {
                refs.add(ref(entry));
            }
        }
        return refs;
    }

    private static Item.Ref ref(JournalEntry entry) {
        return new Item.Ref(Objects.requireNonNull(entry.event().item()), entry.itemRevision());
    }
}

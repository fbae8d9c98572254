package io.portrait.profile;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.Item;
import io.portrait.ingest.JournalEntry;
import io.portrait.model.feature.EventFeatures;
import io.portrait.model.feature.Featurizer;
import io.portrait.model.feature.TopicWeight;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The left fold of journal entries into states: computes the features of each entry and applies them. */
@Component
class EntryFold {

    private final Catalog catalog;
    private final ContributionBound contributionBound;

    EntryFold(Catalog catalog, ContributionBound contributionBound) {
        this.catalog = catalog;
        this.contributionBound = contributionBound;
    }

    /**
     * Applies entries in their order. Entries that change no profile, such as merges, leave no trace.
     *
     * @param states gives the state to which an entry is applied
     * @return the predictions that the models made before and after each example
     */
    Predictions fold(List<JournalEntry> entries, Function<JournalEntry, UserState> states) {
        Map<Item.ItemRevisionId, Item> items = catalog.findRevisions(revisionIds(entries));
        Predictions predictions = new Predictions();
        for (JournalEntry entry : entries) {
            if (!entry.event().changesProfile()) {
                continue;
            }
            states.apply(entry).apply(entry, features(entry, items), contributionBound, predictions);
        }
        return predictions;
    }

    /** The topic weights of each entry, by position. */
    Map<Long, List<TopicWeight>> topicWeights(List<JournalEntry> entries) {
        Map<Item.ItemRevisionId, Item> items = catalog.findRevisions(revisionIds(entries));
        return entries.stream()
                .collect(Collectors.toMap(
                        JournalEntry::position, entry -> features(entry, items).interests()));
    }

    private static EventFeatures features(JournalEntry entry, Map<Item.ItemRevisionId, Item> items) {
        @Nullable Item item = entry.itemRevision() == 0 ? null : items.get(revisionId(entry));
        return Featurizer.featurize(entry.event(), item);
    }

    private static Set<Item.ItemRevisionId> revisionIds(List<JournalEntry> entries) {
        Set<Item.ItemRevisionId> revisionIds = new HashSet<>();
        for (JournalEntry entry : entries) {
            if (entry.itemRevision() > 0) {
                revisionIds.add(revisionId(entry));
            }
        }
        return revisionIds;
    }

    private static Item.ItemRevisionId revisionId(JournalEntry entry) {
        return new Item.ItemRevisionId(Objects.requireNonNull(entry.event().itemId()), entry.itemRevision());
    }
}

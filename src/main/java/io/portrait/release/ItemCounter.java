package io.portrait.release;

import io.portrait.ingest.ItemInteractions;
import io.portrait.ingest.JournalReader;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.release.mechanism.BottomKSample;
import io.portrait.release.mechanism.ItemPrivacyParameters;
import io.portrait.release.mechanism.NoiseKey;
import io.portrait.release.mechanism.PairCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * The exact counts of persons by item and by pair of items, each person bounded by a {@link BottomKSample}. Persons are
 * read page by page, and only the sample of one of them is in memory. The number of distinct items is not bounded by
 * anything, so the items are counted in several parts if there are too many; the counts do not depend on the parts.
 */
@Component
class ItemCounter {

    private static final int PAGE_SIZE = 200;

    /** The largest number of items counted at a time, about 100 MB. */
    private static final int MAX_COUNTED_ITEMS = 1_000_000;

    private final JdbcSharingPersons persons;
    private final ItemInteractions interactions;
    private final JournalReader journal;
    private final ItemPrivacyParameters parameters;
    private final NoiseKey selectionKey;

    ItemCounter(
            JdbcSharingPersons persons,
            ItemInteractions interactions,
            JournalReader journal,
            ItemPrivacyParameters parameters,
            MasterKey masterKey) {
        this.persons = persons;
        this.interactions = interactions;
        this.journal = journal;
        this.parameters = parameters;
        this.selectionKey = NoiseKey.of(masterKey.derive("item-selection", ""));
    }

    /** The end of the journal. Counts up to one position give each person one sample, whatever arrives meanwhile. */
    long position() {
        return journal.lastPosition();
    }

    /**
     * Passes the persons by item to a consumer, in parts.
     *
     * @param upTo the last journal position that counts
     */
    void countItems(long upTo, Consumer<Map<String, Integer>> consumer) {
        countItems(upTo, MAX_COUNTED_ITEMS, consumer);
    }

    /** Passes the persons by item to a consumer, in parts of at most so many items. */
    void countItems(long upTo, int maxItems, Consumer<Map<String, Integer>> consumer) {
        countPart(upTo, new Part(0, 1), maxItems, consumer);
    }

    /** A part of all items: those whose hash modulo a number is the remainder. */
    private record Part(int remainder, int modulus) {

        boolean contains(String item) {
            return Math.floorMod(item.hashCode(), modulus) == remainder;
        }

        List<Part> halves() {
            return List.of(new Part(remainder, 2 * modulus), new Part(remainder + modulus, 2 * modulus));
        }
    }

    /** Counts a part of the items; if these are too many, counts both halves of it. */
    private void countPart(long upTo, Part part, int maxItems, Consumer<Map<String, Integer>> consumer) {
        Map<String, Integer> counts = new HashMap<>();
        forEachSample(upTo, item -> true, parameters.maxItemsPerPerson(), sample -> {
            if (counts.size() <= maxItems) {
                sample.stream().filter(part::contains).forEach(item -> counts.merge(item, 1, Integer::sum));
            }
        });
        if (counts.size() <= maxItems) {
            consumer.accept(counts);
        } else {
            counts.clear();
            part.halves().forEach(half -> countPart(upTo, half, maxItems, consumer));
        }
    }

    /**
     * The persons by pair of items.
     *
     * @param items items that are public already
     */
    PairCounts countPairs(long upTo, List<String> items) {
        PairCounts counts = new PairCounts(items);
        forEachSample(upTo, counts::contains, parameters.maxPairedItemsPerPerson(), counts::add);
        return counts;
    }

    private void forEachSample(long upTo, Predicate<String> isCounted, int size, Consumer<List<String>> consumer) {
        Optional<UserId> after = Optional.empty();
        List<UserId> page;
        do {
            page = persons.page(after, PAGE_SIZE);
            PersonSamples samples = new PersonSamples(isCounted, size, consumer);
            interactions.forEachItem(page, upTo, samples::add);
            samples.finish();
            after = page.isEmpty() ? after : Optional.of(page.getLast());
        } while (page.size() == PAGE_SIZE);
    }

    /** The samples of persons whose items arrive one person after another. */
    private final class PersonSamples {

        private final Predicate<String> isCounted;
        private final int size;
        private final Consumer<List<String>> consumer;
        private Optional<UserId> person = Optional.empty();
        private BottomKSample sample;

        PersonSamples(Predicate<String> isCounted, int size, Consumer<List<String>> consumer) {
            this.isCounted = isCounted;
            this.size = size;
            this.consumer = consumer;
            this.sample = new BottomKSample(size, "", selectionKey);
        }

        void add(UserId user, ItemId item) {
            if (!person.equals(Optional.of(user))) {
                finish();
                person = Optional.of(user);
                sample = new BottomKSample(size, user.value(), selectionKey);
            }
            if (isCounted.test(item.value())) {
                sample.add(item.value());
            }
        }

        void finish() {
            if (person.isPresent()) {
                consumer.accept(sample.names());
            }
        }
    }
}

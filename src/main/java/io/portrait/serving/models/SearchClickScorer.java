package io.portrait.serving.models;

import io.portrait.model.searchclick.AttractionLift;
import io.portrait.model.searchclick.ExaminationProbabilities;
import io.portrait.model.searchclick.PersonSearch;
import io.portrait.model.searchclick.PositionBasedClickModel;
import io.portrait.model.searchclick.ResultItem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The click model for search results, for concurrent scoring while the projection learns. */
@Component
public class SearchClickScorer {

    private final SearchClickProperties properties;
    private final LockedModel<PositionBasedClickModel> model;

    SearchClickScorer(SearchClickProperties properties) {
        this.properties = properties;
        this.model = new LockedModel<>(
                () -> new PositionBasedClickModel(ExaminationProbabilities.learned(), properties.maxPairs()));
    }

    /** The learned lift of each item over its prior relevance for a query, in the given order. */
    public List<AttractionLift> lifts(String query, List<ResultItem> items) {
        return model.read(clicks -> clicks.lifts(query, items));
    }

    /** A scorer with the same configuration that has learned nothing. */
    SearchClickScorer untrained() {
        return new SearchClickScorer(properties);
    }

    /** A check whether the model has learned the stored lists. */
    public boolean isReady() {
        return model.isReady();
    }

    /** The time before which every served list and click is learned; empty before the stored lists are learned. */
    public Optional<Instant> asOf() {
        return model.asOf();
    }

    /** The model has learned the lists and clicks of a time. */
    void markCurrent(Instant asOf) {
        model.setAsOf(asOf);
        model.setReady(true);
    }

    /** Takes over the model of another scorer, which must not be used any more. */
    void takeOver(SearchClickScorer other) {
        model.takeOver(other.model);
    }

    /** Replaces the model by an empty one. */
    void reset() {
        model.reset();
    }

    /** Learns that a list was shown. */
    void learnList(String query, List<ResultItem> items, PersonSearch search) {
        model.write(clicks -> clicks.learnShown(query, items, search));
    }

    /** Learns that an item of a shown list was clicked; ranks start at 1. */
    void learnClick(String query, ResultItem item, int rank, PersonSearch search) {
        model.write(clicks -> clicks.learnClick(query, item, rank, search));
    }
}

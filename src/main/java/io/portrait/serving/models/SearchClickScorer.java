package io.portrait.serving.models;

import io.portrait.model.searchclick.AttractionLift;
import io.portrait.model.searchclick.ExaminationProbabilities;
import io.portrait.model.searchclick.PositionBasedClickModel;
import io.portrait.model.searchclick.ResultItem;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What clicks in served result lists say of the results. It owns the model: the follower alone changes it, under the write
 * lock and one list at a time; everybody else reads.
 */
@Component
public class SearchClickScorer {

    private final SearchClickProperties properties;
    private final LockedModel<PositionBasedClickModel> locked;

    SearchClickScorer(SearchClickProperties properties) {
        this.properties = properties;
        this.locked = new LockedModel<>(newModel());
    }

    private PositionBasedClickModel newModel() {
        return new PositionBasedClickModel(ExaminationProbabilities.learned(), properties.maxPairs());
    }

    /** By how much each item attracts those who ask a query more than its caller thinks, in the order given. */
    public List<AttractionLift> lifts(String query, List<ResultItem> items) {
        return locked.read(model -> model.lifts(query, items));
    }

    /** Begins anew, with nothing learned. */
    void reset() {
        locked.replace(newModel());
    }

    /** Learns that a list was shown, from the top down. */
    void learnList(String query, List<ResultItem> items) {
        locked.write(model -> model.learnShown(query, items));
    }

    /** Learns that an item of a list that was shown was clicked. */
    void learnClick(String query, ResultItem item, int rank) {
        locked.write(model -> model.learnClick(query, item, rank));
    }
}

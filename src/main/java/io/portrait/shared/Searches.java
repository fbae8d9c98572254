package io.portrait.shared;

import io.portrait.search.ClickModel;
import io.portrait.search.Examination;
import io.portrait.search.Lift;
import io.portrait.search.Offered;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What clicks in served result lists say of the results. It owns the model: the follower alone changes it, under the write
 * lock and one list at a time; everybody else reads.
 */
@Component
public class Searches {

    private final SearchProperties properties;
    private final Guarded<ClickModel> guarded;

    Searches(SearchProperties properties) {
        this.properties = properties;
        this.guarded = new Guarded<>(fresh());
    }

    private ClickModel fresh() {
        return new ClickModel(Examination.unknown(), properties.maxPairs());
    }

    /** By how much each item attracts those who ask a query more than its caller thinks, in the order given. */
    public List<Lift> lifts(String query, List<Offered> given) {
        return guarded.read(model -> model.lifts(query, given));
    }

    /** Begins anew, with nothing learned. */
    void reset() {
        guarded.replace(fresh());
    }

    /** Learns that a list was shown, from the top down. */
    void show(String query, List<Offered> shown) {
        guarded.write(model -> model.show(query, shown));
    }

    /** Learns that an item of a list that was shown was clicked. */
    void click(String query, Offered offered, int place) {
        guarded.write(model -> model.click(query, offered, place));
    }
}

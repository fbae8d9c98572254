package io.portrait.nextitem;

import io.portrait.kernel.ItemId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Why a place is as probable as it is, in the model's own terms: the mixture is a sum over experts, and what an expert
 * says is a sum over the user's last items, or over topics. A sharpened expert's word is shared out as the plain one's. What
 * the second look changes is a reason of its own.
 */
final class Explanation {

    private static final String SECOND_LOOK = "second-look";

    private final Tables tables;
    private final Panel panel;
    private final Places places;

    Explanation(Tables tables, Panel panel, Places places) {
        this.tables = tables;
        this.panel = panel;
        this.places = places;
    }

    /** The reasons, the largest first; they add up to the place's chance, which is not just the mixture's. */
    List<Reason> of(int place, double chance, Question question, Opinions opinions) {
        List<Reason> reasons = new ArrayList<>();
        Map<ItemId, Double> byItem = new LinkedHashMap<>();
        for (Expert expert : Expert.all()) {
            double contribution = opinions.weight(expert) * opinions.share(expert, place);
            if (contribution > 0) {
                switch (expert) {
                    case POPULAR_LONG, POPULAR_SHORT, EVERYTHING ->
                        reasons.add(new Reason.Feature(expert.label(), contribution));
                    case TOPICS -> topics(place, opinions, reasons);
                    default -> shareOut(contribution, expert.source(), place, question, byItem);
                }
            }
        }
        byItem.forEach((item, contribution) -> reasons.add(new Reason.BecauseOf(item, contribution)));
        double moved = chance - opinions.chance(place);
        if (moved != 0) {
            reasons.add(new Reason.Feature(SECOND_LOOK, moved));
        }
        reasons.sort(Comparator.comparingDouble(Reason::contribution).reversed());
        return reasons;
    }

    private void topics(int place, Opinions opinions, List<Reason> reasons) {
        for (int topic : tables.shelves.of(place)) {
            double contribution = opinions.weight(Expert.TOPICS) * opinions.topicShare(place, topic);
            if (contribution > 0) {
                reasons.add(new Reason.About(tables.shelves.topic(topic), contribution));
            }
        }
    }

    private void shareOut(
            double contribution, Expert source, int place, Question question, Map<ItemId, Double> byItem) {
        double[] parts = new double[panel.reach(question)];
        double whole = 0;
        for (int d = 1; d <= parts.length; d++) {
            parts[d - 1] = panel.part(source, question, d, place);
            whole += parts[d - 1];
        }
        for (int d = 1; d <= parts.length; d++) {
            if (parts[d - 1] > 0) {
                ItemId item = Objects.requireNonNull(places.item(question.history()[d - 1]));
                byItem.merge(item, contribution * parts[d - 1] / whole, Double::sum);
            }
        }
    }
}

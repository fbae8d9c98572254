package io.portrait.web;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.nextitem.Reason;
import io.portrait.recommend.Recommended;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item of a list, with the reasons that add up to its score if they were asked for. */
record RecommendedAnswer(String id, double score, double probability, List<ReasonAnswer> reasons) {

    static RecommendedAnswer of(Recommended item) {
        return new RecommendedAnswer(
                item.item().value(),
                item.score(),
                item.probability(),
                item.reasons().stream().map(ReasonAnswer::of).toList());
    }

    /** One of item, topic and feature is told. */
    record ReasonAnswer(
            @Nullable String item,
            @Nullable String topic,
            @Nullable String feature,
            double contribution) {

        static ReasonAnswer of(Reason reason) {
            return switch (reason) {
                case Reason.BecauseOf(ItemId item, double part) -> new ReasonAnswer(item.value(), null, null, part);
                case Reason.About(Topic topic, double part) -> new ReasonAnswer(null, topic.path(), null, part);
                case Reason.Feature(String name, double part) -> new ReasonAnswer(null, null, name, part);
            };
        }
    }
}

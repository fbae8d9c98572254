package io.portrait.web;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.model.nextitem.Reason;
import io.portrait.serving.recommend.RankedItem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item of a list with its reasons, which add up to its score; empty unless requested. */
record RankedItemResponse(
        String id,
        double score,
        double probability,

        @Schema(description = "for `ads`: the number of persons whose views of the advertisement were learned")
        @Nullable
        Long examples,

        List<ReasonResponse> reasons) {

    static RankedItemResponse of(RankedItem item) {
        return new RankedItemResponse(
                item.item().value(),
                item.score(),
                item.probability(),
                item.examples(),
                item.reasons().stream().map(ReasonResponse::of).toList());
    }

    /** A reason: one of item, topic and feature is present. */
    record ReasonResponse(
            @Nullable String item,
            @Nullable String topic,
            @Nullable String feature,
            double contribution) {

        static ReasonResponse of(Reason reason) {
            return switch (reason) {
                case Reason.ItemReason(ItemId item, double part) -> new ReasonResponse(item.value(), null, null, part);
                case Reason.TopicReason(Topic topic, double part) -> new ReasonResponse(null, topic.path(), null, part);
                case Reason.FeatureReason(String name, double part) -> new ReasonResponse(null, null, name, part);
            };
        }
    }
}

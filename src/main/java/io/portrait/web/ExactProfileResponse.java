package io.portrait.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.portrait.model.learner.PrequentialLosses;
import io.portrait.monitoring.LearningMetrics;
import io.portrait.profile.Channel;
import io.portrait.profile.HalfLife;
import io.portrait.profile.Profile;
import io.portrait.profile.Profile.ActivitySummary;
import io.portrait.profile.Profile.CurrencySummary;
import io.portrait.profile.Profile.ModelSummary;
import io.portrait.profile.Profile.MoneySummary;
import io.portrait.profile.Profile.OrderSummary;
import io.portrait.profile.Profile.TopicInterest;
import io.portrait.serving.models.RatingPredictor;
import io.portrait.serving.models.RatingPredictor.RatingLosses;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The exact profile, for the owner's services and the person. */
record ExactProfileResponse(
        String userId,
        String audience,

        @Schema(description = "the time at which decayed values are given")
        Instant asOf,

        Instant updatedAt,
        long eventsSeen,
        List<InterestResponse> interests,
        ActivityResponse activity,

        @Schema(type = "object", description = "traits of the person, from `identify` events") @JsonRawValue
        String traits,

        @Schema(description = "names of the segments that contain the profile")
        List<String> segments,

        List<ModelResponse> models) {

    private static final JsonMapper JSON = new JsonMapper();

    static ExactProfileResponse of(
            Profile profile, List<String> segments, LearningMetrics metrics, Optional<RatingLosses> ratings) {
        return of(
                profile,
                segments,
                Stream.concat(
                                profile.models().stream().map(model -> ModelResponse.of(model, metrics)),
                                ratings.stream().map(ModelResponse::ofRatings))
                        .toList());
    }

    /** The profile without anything that depends on other persons. */
    static ExactProfileResponse ofOwnData(Profile profile, List<String> segments) {
        return of(
                profile,
                segments,
                profile.models().stream().map(ModelResponse::ofOwnData).toList());
    }

    private static ExactProfileResponse of(Profile profile, List<String> segments, List<ModelResponse> models) {
        return new ExactProfileResponse(
                profile.user().value(),
                "internal",
                profile.asOf(),
                profile.updatedAt(),
                profile.eventsSeen(),
                profile.interests().stream().map(InterestResponse::of).toList(),
                ActivityResponse.of(profile.activity()),
                toJsonObject(profile.traits()),
                segments,
                models);
    }

    /** A JSON object; the values are JSON already. */
    private static String toJsonObject(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> JSON.writeValueAsString(entry.getKey()) + ":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    record InterestResponse(
            String topic,

            @Schema(description = "in event weights (a purchase is 1), with a half-life of 30 days")
            double weight,

            @Schema(description = "share of the positive weights of all first-level topics")
            double share,

            @Schema(description = "the weight with half-lives of `1d`, `7d` and `30d`")
            Map<String, Double> halfLives) {

        static InterestResponse of(TopicInterest interest) {
            return new InterestResponse(
                    interest.topic().path(),
                    Rounding.toSixDecimals(interest.weight()),
                    Rounding.toSixDecimals(interest.share()),
                    weights(interest.halfLives()));
        }

        private static Map<String, Double> weights(Map<HalfLife, Double> halfLives) {
            Map<String, Double> weights = new LinkedHashMap<>();
            halfLives.forEach((halfLife, weight) -> weights.put(halfLife.label(), Rounding.toSixDecimals(weight)));
            return weights;
        }
    }

    record ActivityResponse(
            RecencyResponse recency,
            FrequencyResponse frequency,
            MonetaryResponse monetary,
            List<Long> hours,
            Map<String, Long> channels,

            @Schema(description = "ended by 30 minutes without an event; estimated from 128 active half hours on")
            long sessions) {

        static ActivityResponse of(ActivitySummary activity) {
            return new ActivityResponse(
                    new RecencyResponse(activity.firstEventAt(), activity.lastEventAt()),
                    new FrequencyResponse(
                            Rounding.toSixDecimals(activity.perDay()), activity.activeDays(), activity.types()),
                    MonetaryResponse.of(activity.money()),
                    activity.hours(),
                    withLabels(activity.channels(), Channel::label),
                    activity.sessions());
        }
    }

    record RecencyResponse(
            @Nullable Instant firstEventAt, @Nullable Instant lastEventAt) {}

    record FrequencyResponse(
            @Schema(description = "events per day, decayed with a half-life of 7 days")
            double perDay,

            @Schema(description = "days with events in the last 64 days")
            int activeDays,

            Map<String, Long> types) {}

    record MonetaryResponse(
            @Schema(
                    description =
                            "the currency of the amounts here: `portrait.money.currency`, else the one with most orders;"
                                    + " `XXX` where the sender told none")
            String currency,

            @Schema(
                    description =
                            "number of orders in all currencies; a purchase without an order is an order of its own")
            long orders,

            @Schema(description = "number of lines of the orders, each counted once")
            long lines,

            @Schema(description = "the same as `lines`") long purchases,

            BigDecimal spent,

            @Schema(description = "the same as `averageOrderValue`")
            BigDecimal averagePurchase,

            @Schema(description = "what was spent, divided by the number of orders")
            BigDecimal averageOrderValue,

            long refunds,
            BigDecimal refunded,
            BigDecimal net,
            List<CurrencyResponse> byCurrency,

            @Schema(description = "currencies without a rate, which are in `byCurrency` only")
            List<String> unconverted,

            @Schema(description = "refunds that named an order whose purchase is not known, or not any more")
            long unmatchedRefunds,

            @Schema(description = "the remembered orders, those with the latest events first")
            List<RecentOrderResponse> recentOrders) {

        static MonetaryResponse of(MoneySummary money) {
            CurrencySummary total = money.total();
            return new MonetaryResponse(
                    total.currency(),
                    money.orders(),
                    money.lines(),
                    money.lines(),
                    total.spent(),
                    total.averageOrderValue(),
                    total.averageOrderValue(),
                    money.refunds(),
                    total.refunded(),
                    total.net(),
                    money.byCurrency().stream().map(CurrencyResponse::of).toList(),
                    money.unconverted(),
                    money.unmatchedRefunds(),
                    money.recentOrders().stream().map(RecentOrderResponse::of).toList());
        }
    }

    record CurrencyResponse(
            String currency,
            long orders,
            long lines,
            BigDecimal spent,
            BigDecimal averageOrderValue,
            long refunds,
            BigDecimal refunded,
            BigDecimal net) {

        static CurrencyResponse of(CurrencySummary sums) {
            return new CurrencyResponse(
                    sums.currency(),
                    sums.orders(),
                    sums.lines(),
                    sums.spent(),
                    sums.averageOrderValue(),
                    sums.refunds(),
                    sums.refunded(),
                    sums.net());
        }
    }

    record RecentOrderResponse(
            String id,
            Instant latestEventAt,
            String currency,

            @Schema(description = "0 if only a refund is known")
            int lines,

            BigDecimal total,

            @Nullable BigDecimal discount,
            @Nullable BigDecimal shipping,
            @Nullable BigDecimal tax,
            BigDecimal refunded) {

        static RecentOrderResponse of(OrderSummary order) {
            return new RecentOrderResponse(
                    order.id(),
                    order.latestEventAt(),
                    order.currency(),
                    order.lines(),
                    order.total(),
                    order.discount(),
                    order.shipping(),
                    order.tax(),
                    order.refunded());
        }
    }

    record ModelResponse(
            String target,
            String learner,

            @Schema(
                    description = "whether this learner is the champion of the target: the best one over all users;"
                            + " absent for tokens of the person")
            @Nullable
            Boolean serves,

            long examples,

            @Schema(description = "mean squared error of predictions made before learning (prequential)")
            double progressiveLoss,

            @Schema(description = "the same over about the last 200 examples")
            double recentLoss,

            double meanAbsoluteError,

            @Schema(
                    description = "whether the model has learned the journal; only for models that all persons share,"
                            + " because the others belong to the profile")
            @Nullable
            Boolean modelReady) {

        static ModelResponse of(ModelSummary model, LearningMetrics metrics) {
            boolean serves = metrics.champion(model.target())
                    .equals(Optional.of(model.provenance().config()));
            return of(model.target(), model.provenance().learner(), serves, model.losses(), null);
        }

        static ModelResponse ofOwnData(ModelSummary model) {
            return of(model.target(), model.provenance().learner(), null, model.losses(), null);
        }

        /** The global rating model; its losses are in stars. */
        static ModelResponse ofRatings(RatingLosses ratings) {
            return of("rating", RatingPredictor.LEARNER, true, ratings.losses(), ratings.modelReady());
        }

        private static ModelResponse of(
                String target,
                String learner,
                @Nullable Boolean serves,
                PrequentialLosses progress,
                @Nullable Boolean modelReady) {
            return new ModelResponse(
                    target,
                    learner,
                    serves,
                    progress.examples(),
                    progress.meanSquaredError(),
                    progress.recentSquaredError(),
                    progress.meanAbsoluteError(),
                    modelReady);
        }
    }

    private static <K, V> Map<String, V> withLabels(Map<K, V> map, Function<K, String> label) {
        Map<String, V> relabelled = new LinkedHashMap<>();
        map.forEach((key, value) -> relabelled.put(label.apply(key), value));
        return relabelled;
    }
}

package io.portrait.profile;

import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.learner.LearnedParameters;
import io.portrait.model.learner.PrequentialLosses;
import io.portrait.model.learner.Provenance;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The exact profile of a user as of a time.
 *
 * @param asOf event time to which decayed values refer
 * @param eventsSeen number of applied events
 * @param updatedAt arrival of the last applied event
 * @param interests sorted by descending weight
 * @param traits JSON values by name, as given by the user
 */
public record Profile(
        UserId user,
        Instant asOf,
        long eventsSeen,
        Instant updatedAt,
        List<TopicInterest> interests,
        ActivitySummary activity,
        SortedMap<String, String> traits,
        List<ModelSummary> models) {

    /**
     * The interest in a topic, in event weights (a purchase has weight 1).
     *
     * @param weight weight at the longest half-life
     * @param share share of the positive weights of all first-level topics, 0 to 1
     * @param halfLives weight at each half-life
     */
    public record TopicInterest(Topic topic, double weight, double share, Map<HalfLife, Double> halfLives) {}

    /**
     * A summary of recency, frequency and money. It is made of actions of the user; identity and trait events and labels of
     * payments do not count.
     *
     * @param firstEventAt null if there was no action
     * @param lastEventAt null if there was no action
     * @param perDay events per day, decayed with a half-life of a week
     * @param activeDays days with an event among the 64 days up to the last event
     * @param sessions number of sessions; a session ends with a gap ({@code portrait.profiles.session-gap}) in event time. An
     *     estimate if there are more than 128 half hours with an event
     * @param hours events per hour of the day, in local time where the event has a UTC offset, else in UTC
     */
    public record ActivitySummary(
            @Nullable Instant firstEventAt,
            @Nullable Instant lastEventAt,
            double perDay,
            int activeDays,
            long sessions,
            Map<String, Long> types,
            MoneySummary money,
            List<Long> hours,
            Map<Channel, Long> channels) {}

    /**
     * The purchases and refunds of a user.
     *
     * @param orders number of orders in all currencies; a purchase without an order is an order of its own
     * @param lines number of lines of the orders
     * @param refunds number of refunds
     * @param total the sums in one currency, of the amounts that are in it or have a rate
     * @param byCurrency the sums of each currency, not converted
     * @param unconverted the currencies that are not in {@code total}
     * @param unmatchedRefunds number of refunds that named an order without a known purchase
     * @param recentOrders the remembered orders, those with the latest events first
     */
    public record MoneySummary(
            long orders,
            long lines,
            long refunds,
            CurrencySummary total,
            List<CurrencySummary> byCurrency,
            List<String> unconverted,
            long unmatchedRefunds,
            List<OrderSummary> recentOrders) {}

    /** The sums of one currency, which is {@code XXX} where the sender told none. */
    public record CurrencySummary(
            String currency, long orders, long lines, BigDecimal spent, long refunds, BigDecimal refunded) {

        private static final int DECIMALS = 4;

        /** The amount spent and not refunded; negative if refunds are of unknown purchases. */
        public BigDecimal net() {
            return spent.subtract(refunded);
        }

        /** The mean total of an order before refunds, rounded to four decimals; 0 without an order. */
        public BigDecimal averageOrderValue() {
            if (orders == 0 || spent.signum() == 0) {
                return BigDecimal.ZERO;
            }
            BigDecimal average = spent.divide(BigDecimal.valueOf(orders), DECIMALS, RoundingMode.HALF_EVEN)
                    .stripTrailingZeros();
            return average.scale() < 0 ? average.setScale(0) : average;
        }
    }

    /**
     * A remembered order.
     *
     * @param latestEventAt time of the latest purchase or refund
     * @param lines number of lines; 0 if only a refund is known
     * @param total what the sender told, else the sum of the lines
     * @param discount null if it was not told; so are shipping and tax
     * @param refunded at most the total, if the purchase is known
     */
    public record OrderSummary(
            String id,
            Instant latestEventAt,
            String currency,
            int lines,
            BigDecimal total,
            @Nullable BigDecimal discount,
            @Nullable BigDecimal shipping,
            @Nullable BigDecimal tax,
            BigDecimal refunded) {}

    /** A model with its provenance, prequential losses and learned parameters. */
    public record ModelSummary(
            String target,
            Provenance provenance,
            int featureSchema,
            PrequentialLosses losses,
            LearnedParameters parameters) {}
}

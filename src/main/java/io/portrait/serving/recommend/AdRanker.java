package io.portrait.serving.recommend;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.model.click.Ad;
import io.portrait.model.click.ClickPrediction;
import io.portrait.model.nextitem.Reason;
import io.portrait.model.nextitem.ScoredItem;
import io.portrait.serving.models.ClickPredictor;
import io.portrait.serving.models.ClickPredictor.AdForecast;
import io.portrait.serving.recommend.Recommender.ModelFreshness;
import io.portrait.serving.recommend.Recommender.Recommendations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Ranking of advertisements by expected revenue: the probability of a click times the bid. An advertisement at the
 * person's frequency cap, or with a topic set to "never", has a score of 0 and comes last.
 */
@Component
public class AdRanker {

    private final ClickPredictor ads;
    private final Catalog catalog;
    private final ServedListLog servedListLog;

    AdRanker(ClickPredictor ads, Catalog catalog, ServedListLog servedListLog) {
        this.ads = ads;
        this.catalog = catalog;
        this.servedListLog = servedListLog;
    }

    /**
     * Ranks advertisements. Without a person, only the data of the advertisements is used.
     *
     * @return all advertisements, the best first
     */
    public Recommendations rank(RankingRequest request) {
        List<InterestControl> controls = request.controls();
        Map<ItemId, Item> catalogItems = catalog.findCurrent(new HashSet<>(request.itemIds()));
        List<RankedItem> ranked = request.items().stream()
                .map(rankingItem -> rankedItem(
                        request.person(),
                        rankingItem,
                        Optional.ofNullable(catalogItems.get(rankingItem.item())),
                        controls))
                .sorted(Comparator.comparingDouble(RankedItem::score).reversed())
                .toList();
        return servedListLog.logRanking(request, ranked, new ModelFreshness(ads.isReady(), ads.asOf()));
    }

    private RankedItem rankedItem(
            Optional<UserId> user,
            RankingItem rankingItem,
            Optional<Item> catalogItem,
            List<InterestControl> controls) {
        Ad ad = new Ad(rankingItem.item(), catalogItem.map(Item::topics).orElse(rankingItem.topics()));
        AdForecast forecast = ads.forecast(user, ad);
        double bid = rankingItem.bid().orElse(1);
        double probability = forecast.prediction().probability();
        List<Reason> reasons = reasons(forecast.prediction(), bid);
        if (forecast.frequencyCapped()) {
            reasons.add(new Reason.FeatureReason("frequency-cap", -probability * bid));
        }
        double expectedRevenue = forecast.frequencyCapped() ? 0 : probability * bid;
        return Candidate.of(new ScoredItem(ad.item(), expectedRevenue, ad.topics(), reasons), catalogItem, controls)
                .toRankedItem()
                .withProbability(probability)
                .withExamples(forecast.prediction().examples());
    }

    private static List<Reason> reasons(ClickPrediction prediction, double bid) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(new Reason.FeatureReason("base-rate", prediction.base() * bid));
        reasons.add(new Reason.FeatureReason("advertisement", prediction.item() * bid));
        reasons.add(new Reason.FeatureReason("topics", prediction.topics() * bid));
        reasons.add(new Reason.FeatureReason("person", prediction.person() * bid));
        return reasons;
    }
}

package io.portrait.recommend;

import io.portrait.ads.Ad;
import io.portrait.ads.ClickChance;
import io.portrait.catalog.Catalogue;
import io.portrait.catalog.Item;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.nextitem.Reason;
import io.portrait.nextitem.Suggestion;
import io.portrait.recommend.Recommender.Recommendations;
import io.portrait.shared.Ads;
import io.portrait.shared.Ads.Outlook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Brings advertisements into the order of what they are expected to earn: the probability of a click times the bid. What a
 * person has seen often enough, or never wants, earns nothing and comes last.
 */
@Component
public class AdRanker {

    private final Ads ads;
    private final Catalogue catalogue;
    private final Impressions impressions;

    AdRanker(Ads ads, Catalogue catalogue, Impressions impressions) {
        this.ads = ads;
        this.catalogue = catalogue;
        this.impressions = impressions;
    }

    /**
     * Ranks. For nobody only the advertisement counts.
     *
     * @return all of them, the best first
     */
    public Recommendations rank(Asked asked) {
        List<Correction> said = asked.said();
        Map<ItemId, Item> items = catalogue.current(new HashSet<>(asked.items()));
        List<Recommended> ranked = asked.offers().stream()
                .map(offer -> ranked(asked.user(), offer, Optional.ofNullable(items.get(offer.item())), said))
                .sorted(Comparator.comparingDouble(Recommended::score).reversed())
                .toList();
        return impressions.noted(asked, ranked);
    }

    private Recommended ranked(Optional<UserId> user, Offer offer, Optional<Item> item, List<Correction> said) {
        Ad ad = new Ad(offer.item(), item.map(Item::topics).orElse(offer.topics()));
        Outlook outlook = ads.outlook(user, ad);
        double bid = offer.bid().orElse(1);
        double probability = outlook.chance().probability();
        List<Reason> reasons = reasons(outlook.chance(), bid);
        if (outlook.capped()) {
            reasons.add(new Reason.Feature("frequency-cap", -probability * bid));
        }
        double earns = outlook.capped() ? 0 : probability * bid;
        return Candidate.of(new Suggestion(ad.item(), earns, ad.topics(), reasons), item, said)
                .explained()
                .withProbability(probability);
    }

    private static List<Reason> reasons(ClickChance chance, double bid) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(new Reason.Feature("any-advertisement", chance.base() * bid));
        reasons.add(new Reason.Feature("advertisement", chance.item() * bid));
        reasons.add(new Reason.Feature("topics", chance.topics() * bid));
        reasons.add(new Reason.Feature("person", chance.person() * bid));
        return reasons;
    }
}

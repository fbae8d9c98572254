package io.portrait.web;

import io.portrait.access.consent.ConsentPurpose;
import io.portrait.catalog.CatalogProperties;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.PostgresText;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.serving.recommend.AdRanker;
import io.portrait.serving.recommend.Ranker;
import io.portrait.serving.recommend.RankingItem;
import io.portrait.serving.recommend.RankingRequest;
import io.portrait.serving.recommend.Recommender.Recommendations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Brings a caller's list into an order for a person. */
@RestController
@Tag(name = "Decisions")
class RankController {

    private static final int MAX_ITEMS = 500;
    private static final int MAX_QUERY = 1_024;
    private static final double MAX_NUMBER = 1e9;
    private static final Set<String> PURPOSES = Set.of("ads", "search", "shop", "content");

    private final Ranker ranker;
    private final AdRanker adRanker;
    private final ConsentedPersons consentedPersons;
    private final CatalogProperties catalog;

    RankController(Ranker ranker, AdRanker adRanker, ConsentedPersons consentedPersons, CatalogProperties catalog) {
        this.ranker = ranker;
        this.adRanker = adRanker;
        this.consentedPersons = consentedPersons;
        this.catalog = catalog;
    }

    @PostMapping("/v1/rank")
    @AllowedRoles(KeyRole.INTERNAL)
    @Operation(
            summary = "A list in an order for a person",
            description =
                    "Each item's score, or without one its place in the given list, counts times by how much the person is"
                            + " likelier to turn to it than anybody. For a person of whom nothing is known the given"
                            + " order stays. Of `ads` the probability of a click counts times the bid; what the person"
                            + " was shown often enough comes last, and without their consent to `ads` nothing of them"
                            + " counts. With `explain` each item's reasons add up to its score."
                            + " Events that name the `impressionId` say what came of the list.")
    @ApiResponse(responseCode = "200", description = "all items, the best first")
    @ApiResponse(
            responseCode = "400",
            description = "`invalid-id`, `invalid-purpose`, `invalid-items`, `invalid-query`, `invalid-topic`")
    RankResponse rank(@RequestBody RankRequest request) {
        RankingRequest requested = toRankingRequest(request);
        Recommendations ranked = "ads".equals(requested.purpose()) ? adRanker.rank(requested) : ranker.rank(requested);
        return new RankResponse(
                ranked.items().stream()
                        .map(item -> RankedItemResponse.of(requested.explain() ? item : item.withoutReasons()))
                        .toList(),
                ranked.listId());
    }

    private RankingRequest toRankingRequest(RankRequest request) {
        String purpose = purpose(request.purpose());
        List<RankingItem> rankingItems = rankingItems(request.items());
        UserId user = IdParameters.user(Objects.requireNonNullElse(request.userId(), ""));
        return new RankingRequest(
                consentedPersons.contextIfPermitted(
                        user, "ads".equals(purpose) ? ConsentPurpose.ADS : ConsentPurpose.PERSONALISATION),
                purpose,
                "search".equals(purpose) ? query(request.query()) : Optional.empty(),
                rankingItems,
                Boolean.TRUE.equals(request.explain()));
    }

    private static String purpose(@Nullable String purpose) {
        if (purpose == null || !PURPOSES.contains(purpose)) {
            throw ProblemException.badRequest(
                    "invalid-purpose", "purpose must be ads, search, shop or content, is %s".formatted(purpose));
        }
        return purpose;
    }

    private static Optional<String> query(@Nullable String query) {
        if (query != null && query.length() > MAX_QUERY) {
            throw ProblemException.badRequest(
                    "invalid-query", "a query may have %d characters, has %d".formatted(MAX_QUERY, query.length()));
        }
        return Optional.ofNullable(query)
                .map(text -> PostgresText.sanitize(text).strip())
                .filter(text -> !text.isEmpty());
    }

    private List<RankingItem> rankingItems(@Nullable List<RankItemRequest> requested) {
        List<RankingItem> rankingItems = Objects.requireNonNullElse(requested, List.<RankItemRequest>of()).stream()
                .map(item -> new RankingItem(
                        IdParameters.item(Objects.requireNonNullElse(item.id(), "")),
                        number("score", item.score()),
                        number("bid", item.bid()),
                        topics(item.categories())))
                .toList();
        long distinctItems =
                rankingItems.stream().map(RankingItem::item).distinct().count();
        if (rankingItems.isEmpty() || rankingItems.size() > MAX_ITEMS || distinctItems < rankingItems.size()) {
            throw ProblemException.badRequest(
                    "invalid-items", "there must be 1 to %d items, each once".formatted(MAX_ITEMS));
        }
        return rankingItems;
    }

    private List<Topic> topics(@Nullable List<String> categories) {
        return categories == null
                ? List.of()
                : catalog.topicsOf(categories.stream().map(IdParameters::topic).toList());
    }

    private static OptionalDouble number(String name, @Nullable Double value) {
        if (value != null && !(value >= 0 && value <= MAX_NUMBER)) {
            throw ProblemException.badRequest(
                    "invalid-items", "a %s must be in [0, %s], is %s".formatted(name, MAX_NUMBER, value));
        }
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** What is to be ranked for whom. */
    record RankRequest(
            @Nullable String userId,

            @Schema(allowableValues = {"ads", "search", "shop", "content"}) @Nullable
            String purpose,

            @Schema(description = "the best first") @Nullable
            List<RankItemRequest> items,

            @Schema(description = "of `search`: what the list answers to", maxLength = MAX_QUERY) @Nullable
            String query,

            @Nullable Boolean explain) {}

    record RankItemRequest(
            @Nullable String id,

            @Schema(description = "paths such as `kitchen/mug`, of an item that the catalogue does not know") @Nullable
            List<String> categories,

            @Schema(description = "how good the caller thinks it is") @Nullable
            Double score,

            @Schema(description = "what a click earns, of `ads`; 1 if it is not told") @Nullable
            Double bid) {}

    record RankResponse(
            List<RankedItemResponse> items,

            @Schema(description = "for `properties.impressionId` of events that answer to the list")
            UUID listId) {}
}

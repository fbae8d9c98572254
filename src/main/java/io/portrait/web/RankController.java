package io.portrait.web;

import io.portrait.access.KeyKind;
import io.portrait.access.Purpose;
import io.portrait.kernel.UserId;
import io.portrait.recommend.AdRanker;
import io.portrait.recommend.Offer;
import io.portrait.recommend.Ranker;
import io.portrait.recommend.Recommended;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Brings a caller's list into an order for a person. */
@RestController
@Tag(name = "Decisions")
class RankController {

    private static final int MAX_ITEMS = 500;
    private static final double MOST = 1e9;
    private static final Set<String> PURPOSES = Set.of("ads", "search", "shop", "content");

    private final Ranker ranker;
    private final AdRanker adRanker;
    private final Known known;

    RankController(Ranker ranker, AdRanker adRanker, Known known) {
        this.ranker = ranker;
        this.adRanker = adRanker;
        this.known = known;
    }

    @PostMapping("/v1/rank")
    @Allow(KeyKind.INTERNAL)
    @Operation(
            summary = "A list in an order for a person",
            description =
                    "Each item's score, or without one its place in the given list, counts times by how much the person is"
                            + " likelier to turn to it than anybody. For a person of whom nothing is known the given"
                            + " order stays. Of `ads` the probability of a click counts times the bid; what the person"
                            + " was shown often enough comes last, and without their consent to `ads` nothing of them"
                            + " counts. With `explain` each item's reasons add up to its score.")
    @ApiResponse(responseCode = "200", description = "all items, the best first")
    @ApiResponse(responseCode = "400", description = "`invalid-id`, `invalid-purpose`, `invalid-items`")
    RankAnswer rank(@RequestBody RankRequest request) {
        requirePurpose(request.purpose());
        List<Offer> offers = offers(request.items());
        boolean explain = Boolean.TRUE.equals(request.explain());
        List<Recommended> ranked = ranked(request, offers, explain);
        return new RankAnswer(ranked.stream()
                .map(item -> RecommendedAnswer.of(explain ? item : item.withoutReasons()))
                .toList());
    }

    private List<Recommended> ranked(RankRequest request, List<Offer> offers, boolean explain) {
        UserId user = Ids.user(Objects.requireNonNullElse(request.userId(), ""));
        return "ads".equals(request.purpose())
                ? adRanker.rank(known.as(user, Purpose.ADS), offers)
                : ranker.rank(known.as(user, Purpose.PERSONALISATION), offers, explain);
    }

    private static void requirePurpose(@Nullable String purpose) {
        if (purpose == null || !PURPOSES.contains(purpose)) {
            throw ProblemException.badRequest(
                    "invalid-purpose", "purpose must be ads, search, shop or content, is %s".formatted(purpose));
        }
    }

    private static List<Offer> offers(@Nullable List<RankItem> asked) {
        List<Offer> offers = Objects.requireNonNullElse(asked, List.<RankItem>of()).stream()
                .map(item -> new Offer(
                        Ids.item(Objects.requireNonNullElse(item.id(), "")),
                        number("score", item.score()),
                        number("bid", item.bid())))
                .toList();
        long different = offers.stream().map(Offer::item).distinct().count();
        if (offers.isEmpty() || offers.size() > MAX_ITEMS || different < offers.size()) {
            throw ProblemException.badRequest(
                    "invalid-items", "there must be 1 to %d items, each once".formatted(MAX_ITEMS));
        }
        return offers;
    }

    private static OptionalDouble number(String name, @Nullable Double value) {
        if (value != null && !(value >= 0 && value <= MOST)) {
            throw ProblemException.badRequest(
                    "invalid-items", "a %s must be in [0, %s], is %s".formatted(name, MOST, value));
        }
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** What is to be ranked for whom. */
    record RankRequest(
            @Nullable String userId,

            @Schema(allowableValues = {"ads", "search", "shop", "content"}) @Nullable
            String purpose,

            @Schema(description = "the best first") @Nullable
            List<RankItem> items,

            @Nullable Boolean explain) {}

    record RankItem(
            @Nullable String id,

            @Schema(description = "how good the caller thinks it is") @Nullable
            Double score,

            @Schema(description = "what a click earns, of `ads`; 1 if it is not told") @Nullable
            Double bid) {}

    record RankAnswer(List<RecommendedAnswer> items) {}
}

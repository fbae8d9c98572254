package io.portrait.web;

import io.portrait.access.KeyKind;
import io.portrait.access.Purpose;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.recommend.Ranker;
import io.portrait.recommend.Recommended;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
    private static final Set<String> PURPOSES = Set.of("search", "shop", "content");

    private final Ranker ranker;
    private final Known known;

    RankController(Ranker ranker, Known known) {
        this.ranker = ranker;
        this.known = known;
    }

    @PostMapping("/v1/rank")
    @Allow(KeyKind.INTERNAL)
    @Operation(
            summary = "A list in an order for a person",
            description =
                    "Each item's place in the given list counts, times by how much the person is likelier to turn to"
                            + " it than anybody. For a person of whom nothing is known the given order stays.")
    @ApiResponse(responseCode = "200", description = "all items, the best first")
    @ApiResponse(responseCode = "400", description = "`invalid-id`, `invalid-purpose`, `invalid-items`")
    RankAnswer rank(@RequestBody RankRequest request) {
        requirePurpose(request.purpose());
        List<ItemId> items = items(request.items());
        UserId user = Ids.user(Objects.requireNonNullElse(request.userId(), ""));
        List<Recommended> ranked = ranker.rank(known.as(user, Purpose.PERSONALISATION), items);
        boolean explain = Boolean.TRUE.equals(request.explain());
        return new RankAnswer(ranked.stream()
                .map(item -> RecommendedAnswer.of(explain ? item : item.withoutReasons()))
                .toList());
    }

    private static void requirePurpose(@Nullable String purpose) {
        if (purpose == null || !PURPOSES.contains(purpose)) {
            throw ProblemException.badRequest(
                    "invalid-purpose", "purpose must be search, shop or content, is %s".formatted(purpose));
        }
    }

    private static List<ItemId> items(@Nullable List<RankItem> asked) {
        List<ItemId> items = Objects.requireNonNullElse(asked, List.<RankItem>of()).stream()
                .map(item -> Ids.item(Objects.requireNonNullElse(item.id(), "")))
                .toList();
        if (items.isEmpty() || items.size() > MAX_ITEMS || new HashSet<>(items).size() < items.size()) {
            throw ProblemException.badRequest(
                    "invalid-items", "there must be 1 to %d items, each once".formatted(MAX_ITEMS));
        }
        return items;
    }

    /** What is to be ranked for whom. */
    record RankRequest(
            @Nullable String userId,

            @Schema(allowableValues = {"search", "shop", "content"}) @Nullable
            String purpose,

            @Schema(description = "the best first") @Nullable
            List<RankItem> items,

            @Nullable Boolean explain) {}

    record RankItem(@Nullable String id) {}

    record RankAnswer(List<RecommendedAnswer> items) {}
}

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
import io.portrait.web.ListBody.Element;
import io.portrait.web.ListBody.RejectedElement;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The route that ranks a caller's list for a person. */
@RestController
@Tag(name = "Decisions")
class RankController {

    /** The description of {@code modelAsOf} in answers of models that learn the journal. */
    static final String LEARNED_AS_OF =
            "the time before which the model has learned all accepted events; absent just after a start";

    private static final String ITEMS = "items";
    private static final int MAX_ITEMS = 500;
    private static final int MAX_QUERY = 1_024;
    private static final double MAX_NUMBER = 1e9;
    private static final Set<String> PURPOSES = Set.of("ads", "search", "shop", "content");

    private final Ranker ranker;
    private final AdRanker adRanker;
    private final ConsentedPersons consentedPersons;
    private final CatalogProperties catalog;
    private final JsonMapper json;

    RankController(
            Ranker ranker,
            AdRanker adRanker,
            ConsentedPersons consentedPersons,
            CatalogProperties catalog,
            JsonMapper json) {
        this.ranker = ranker;
        this.adRanker = adRanker;
        this.consentedPersons = consentedPersons;
        this.catalog = catalog;
        this.json = json;
    }

    @PostMapping(path = "/v1/rank", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Audited
    @AllowedRoles(KeyRole.INTERNAL)
    @Operation(
            summary = "Rank a list for a person",
            description = "The score of an item, or without one its rank in the given list, is multiplied by how much"
                    + " likelier the person is to interact with it than an average user. For an unknown person the"
                    + " given order stays. For `ads` the probability of a click is multiplied by the bid; ads at"
                    + " the frequency cap come last, and without consent to `ads` no personal data is used. With"
                    + " `explain` the reasons of an item add up to its score. Scores of which one is negative are"
                    + " taken as logits. An invalid item is left out and named in `rejected`. Events with the"
                    + " `listId` are feedback to the list.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = RankRequest.class)))
    @ApiResponse(responseCode = "200", description = "all items, best first")
    @ApiResponse(
            responseCode = "400",
            description = "`invalid-id`, `invalid-purpose`, `invalid-items`, `invalid-query`, `invalid-topic`")
    RankResponse rank(@RequestBody byte[] bytes, HttpServletRequest servletRequest) {
        ListBody body = new ListBody(bytes, ITEMS, json);
        RankingItems items = rankingItems(body);
        RankRequest request = body.rest(RankRequest.class);
        AuditFilter.setSubject(servletRequest, userOf(request));
        RankingRequest requested = toRankingRequest(request, items.valid());
        Recommendations ranked = "ads".equals(requested.purpose()) ? adRanker.rank(requested) : ranker.rank(requested);
        return new RankResponse(
                ranked.items().stream()
                        .map(item -> RankedItemResponse.of(requested.explain() ? item : item.withoutReasons()))
                        .toList(),
                ranked.listId(),
                ranked.model().ready(),
                ranked.model().asOf().orElse(null),
                items.rejected().isEmpty() ? null : items.rejected());
    }

    private static UserId userOf(RankRequest request) {
        return IdParameters.user(Objects.requireNonNullElse(request.userId(), ""));
    }

    private RankingRequest toRankingRequest(RankRequest request, List<RankingItem> items) {
        String purpose = purpose(request.purpose());
        return new RankingRequest(
                consentedPersons.contextIfPermitted(
                        userOf(request), "ads".equals(purpose) ? ConsentPurpose.ADS : ConsentPurpose.PERSONALISATION),
                purpose,
                "search".equals(purpose) ? query(request.query()) : Optional.empty(),
                items,
                Boolean.TRUE.equals(request.explain()));
    }

    private static String purpose(@Nullable String purpose) {
        if (purpose == null || !PURPOSES.contains(purpose)) {
            throw ProblemCode.INVALID_PURPOSE.problem(
                    "purpose must be ads, search, shop or content, is %s".formatted(purpose));
        }
        return purpose;
    }

    private static Optional<String> query(@Nullable String query) {
        if (query != null && query.length() > MAX_QUERY) {
            throw ProblemCode.INVALID_QUERY.problem(
                    "a query may have %d characters, has %d".formatted(MAX_QUERY, query.length()));
        }
        return Optional.ofNullable(query)
                .map(text -> PostgresText.sanitize(text).strip())
                .filter(text -> !text.isEmpty());
    }

    /** The items that can be ranked, and the others. */
    private record RankingItems(List<RankingItem> valid, List<RejectedElement> rejected) {

        RankingItems() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(RankingItem item) {
            if (valid.stream().anyMatch(other -> other.item().equals(item.item()))) {
                throw ProblemCode.INVALID_ITEMS.problem("the item '%s' is there twice".formatted(item.item()));
            }
            valid.add(item);
        }
    }

    private RankingItems rankingItems(ListBody body) {
        int size = body.size(MAX_ITEMS).orElse(0);
        if (size == 0 || size > MAX_ITEMS) {
            throw ProblemCode.INVALID_ITEMS.problem("there must be 1 to %d items, each once".formatted(MAX_ITEMS));
        }
        RankingItems items = new RankingItems();
        for (Element<RankItemRequest> element : body.elements(RankItemRequest.class, MAX_ITEMS)) {
            switch (element) {
                case Element.Parsed<RankItemRequest>(int index, RankItemRequest item) ->
                    add(item, items, body.pointer(index), index);
                case Element.Unreadable<RankItemRequest>(RejectedElement reason) ->
                    items.rejected().add(reason);
            }
        }
        if (items.valid().isEmpty()) {
            RejectedElement first = items.rejected().getFirst();
            throw new ProblemException(HttpStatus.BAD_REQUEST, first.code(), first.pointer() + ": " + first.detail())
                    .withProperty(ProblemException.POINTER, first.pointer());
        }
        return items;
    }

    private void add(RankItemRequest item, RankingItems items, String pointer, int index) {
        try {
            items.add(toRankingItem(item));
        } catch (ProblemException e) {
            items.rejected().add(new RejectedElement(index, pointer, e.code(), e.detail()));
        }
    }

    private RankingItem toRankingItem(RankItemRequest item) {
        return new RankingItem(
                IdParameters.item(Objects.requireNonNullElse(item.id(), "")),
                number("score", item.score(), -MAX_NUMBER),
                number("bid", item.bid(), 0),
                topics(item.categories()));
    }

    private List<Topic> topics(@Nullable List<String> categories) {
        return categories == null
                ? List.of()
                : catalog.topicsOf(categories.stream().map(IdParameters::topic).toList());
    }

    private static OptionalDouble number(String name, @Nullable Double value, double min) {
        if (value != null && !(value >= min && value <= MAX_NUMBER)) {
            throw ProblemCode.INVALID_ITEMS.problem(
                    "a %s must be in [%s, %s], is %s".formatted(name, min, MAX_NUMBER, value));
        }
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** A list to rank for a person. */
    record RankRequest(
            @Nullable String userId,

            @Schema(allowableValues = {"ads", "search", "shop", "content"}) @Nullable
            String purpose,

            @Schema(description = "best first") @Nullable List<RankItemRequest> items,

            @Schema(description = "for `search`: the query of the list", maxLength = MAX_QUERY) @Nullable
            String query,

            @Nullable Boolean explain) {}

    record RankItemRequest(
            @Nullable String id,

            @Schema(description = "topic paths such as `kitchen/mug`, for an item that is not in the catalog") @Nullable
            List<String> categories,

            @Schema(description = "the caller's prior relevance; logits if any score of the list is negative") @Nullable
            Double score,

            @Schema(description = "for `ads`: the value of a click; default 1") @Nullable
            Double bid) {}

    record RankResponse(
            List<RankedItemResponse> items,

            @Schema(description = "for `properties.listId` of events that are feedback to the list")
            UUID listId,

            @Schema(
                    description =
                            "false while the model has not learned the events so far, as after a start without one")
            boolean modelReady,

            @Schema(description = LEARNED_AS_OF) @Nullable Instant modelAsOf,

            @Schema(description = "items that could not be ranked; absent if there are none") @Nullable
            List<RejectedElement> rejected) {}
}

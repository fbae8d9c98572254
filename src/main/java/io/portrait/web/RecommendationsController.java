package io.portrait.web;

import static io.portrait.access.consent.ConsentPurpose.PERSONALISATION;

import io.portrait.kernel.Caller;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.serving.recommend.InterestControl;
import io.portrait.serving.recommend.InterestControls;
import io.portrait.serving.recommend.ListPurpose;
import io.portrait.serving.recommend.PersonalContext;
import io.portrait.serving.recommend.RankedItem;
import io.portrait.serving.recommend.Recommender;
import io.portrait.serving.recommend.Recommender.RecommendationRequest;
import io.portrait.serving.recommend.Recommender.Recommendations;
import io.portrait.serving.recommend.ReleasedRecommender;
import io.portrait.serving.recommend.ReleasedRecommender.ReleasedAnswer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The routes of recommendations and of the interest controls that change them. */
@RestController
@Tag(name = "Decisions")
class RecommendationsController {

    private static final int MAX_ITEMS = 100;
    private static final String EXACT = "exact";
    private static final String RELEASED = "released";
    private static final String MODEL =
            "`exact`: the models of all persons; `released`: own data, catalog and released item statistics";
    private static final String MODEL_AS_OF =
            "the time of the item statistics, for `released`; absent if there are none yet";

    private static final String LIST_AS_OF = "the time before which the model has learned all accepted events;"
            + " for `released`, the time of the item statistics; absent if there is none yet";

    private final Recommender recommender;
    private final ReleasedRecommender releasedRecommender;
    private final InterestControls interestControls;
    private final ConsentedPersons consentedPersons;

    RecommendationsController(
            Recommender recommender,
            ReleasedRecommender releasedRecommender,
            InterestControls interestControls,
            ConsentedPersons consentedPersons) {
        this.recommender = recommender;
        this.releasedRecommender = releasedRecommender;
        this.interestControls = interestControls;
        this.consentedPersons = consentedPersons;
    }

    @GetMapping("/v1/profiles/{userId}/recommendations")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.SUBJECT})
    @PlaceholderAllowed
    @Operation(
            summary = "Recommend items to a person",
            description = "An unknown person gets popular items. With `explain` the reasons of an item add up to its"
                    + " score. A token of the person gets a list that tells nothing about single other persons: it is"
                    + " computed from the own data, the catalog and differentially private item statistics (`model` is"
                    + " `released`).")
    @ApiResponse(responseCode = "200", description = "best first")
    @ApiResponse(responseCode = "400", description = "`invalid-purpose`, `invalid-limit`, `invalid-topic`")
    ResponseEntity<RecommendationsResponse> recommendations(
            @PathVariable String userId,
            @Parameter(
                            description = "`shop` may repeat bought items, `content` does not repeat",
                            schema = @Schema(allowableValues = {"shop", "content"}))
                    @RequestParam(defaultValue = "shop")
                    String purpose,
            @RequestParam(defaultValue = "10") int limit,
            @RequestParam(defaultValue = "false") boolean explain,
            @Parameter(description = "only items of this topic") @RequestParam(required = false) @Nullable
                    String category,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        Paging.requireLimit(limit, MAX_ITEMS);
        Optional<Topic> topic = Optional.ofNullable(category).map(IdParameters::topic);
        RecommendationRequest recommendationRequest = new RecommendationRequest(
                consentedPersons.contextIfPermitted(IdParameters.user(userId), PERSONALISATION),
                purpose(purpose),
                topic,
                limit,
                explain);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(
                        mayReadExactModels(caller)
                                ? RecommendationsResponse.exact(recommender.recommend(recommendationRequest))
                                : RecommendationsResponse.released(
                                        releasedRecommender.recommend(recommendationRequest)));
    }

    /** The exact models are functions of the events of all persons, so only the owner's services may read them. */
    private static boolean mayReadExactModels(Caller caller) {
        return caller.role() == KeyRole.INTERNAL;
    }

    @GetMapping("/v1/profiles/{userId}/recommendations/{itemId}/counterfactual")
    @Bulkhead(RequestClass.COUNTERFACTUAL)
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.SUBJECT})
    @PlaceholderAllowed
    @Operation(
            summary = "The probability of an item if the person had never interacted with another one",
            description =
                    "Computed from the history without the other item. The score is the probability after the interest"
                            + " controls of the item's topics; 0 for `never`. For a token of the person it is computed as"
                            + " their recommendations are; the interests in topics stay.")
    @ApiResponse(
            responseCode = "404",
            description =
                    "`item-not-found`: one of the items is unknown; for a token of the person: it is in neither the"
                            + " catalog, the item statistics nor the own history")
    CounterfactualResponse counterfactual(
            @PathVariable String userId,
            @PathVariable String itemId,
            @Parameter(description = "the item without which the probability is computed") @RequestParam String without,
            @RequestParam(defaultValue = "shop") String purpose,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        ItemId item = IdParameters.item(itemId);
        ItemId other = IdParameters.item(without);
        ListPurpose listPurpose = purpose(purpose);
        Optional<PersonalContext> person =
                consentedPersons.contextIfPermitted(IdParameters.user(userId), PERSONALISATION);
        Optional<CounterfactualResponse> response = mayReadExactModels(caller)
                ? person.flatMap(context -> recommender.counterfactual(context, listPurpose, item, other))
                        .map(ranked -> CounterfactualResponse.exact(ranked, other))
                : person.flatMap(context -> releasedRecommender.counterfactual(context, listPurpose, item, other))
                        .map(ranked -> CounterfactualResponse.released(ranked, other));
        return response.orElseThrow(() -> ProblemCode.ITEM_NOT_FOUND.problem("one of these items is unknown"));
    }

    @GetMapping("/v1/profiles/{userId}/interests")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.SUBJECT})
    @Operation(summary = "The interest controls of a person")
    @ApiResponse(responseCode = "200", description = "all interest controls, by topic")
    @ApiResponse(responseCode = "404", description = "`profile-not-found`: the person does not consent to a profile")
    InterestControlsResponse interestControls(@PathVariable String userId) {
        UserId user = requireConsent(userId);
        return InterestControlsResponse.of(interestControls.find(user));
    }

    @PatchMapping("/v1/profiles/{userId}/interests")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.SUBJECT})
    @Operation(
            summary = "Set or reset an interest control",
            description =
                    "Applies to the topic and its subtopics, at once in recommendations. `reset` removes the control of"
                            + " the topic. Returns all controls of the person.")
    @ApiResponse(responseCode = "200", description = "all interest controls, by topic")
    @ApiResponse(responseCode = "400", description = "`invalid-topic`, `invalid-action`")
    @ApiResponse(responseCode = "404", description = "`profile-not-found`: the person does not consent to a profile")
    @ApiResponse(responseCode = "422", description = "`too-many-interest-controls`")
    InterestControlsResponse updateInterest(@PathVariable String userId, @RequestBody InterestControlRequest request) {
        UserId user = requireConsent(userId);
        Topic topic = IdParameters.topic(request.topic());
        if ("reset".equals(request.action())) {
            interestControls.reset(user, topic);
        } else {
            updateInterest(user, new InterestControl(topic, action(request.action())));
        }
        return InterestControlsResponse.of(interestControls.find(user));
    }

    private UserId requireConsent(String userId) {
        return consentedPersons
                .ifPermitted(IdParameters.user(userId), PERSONALISATION)
                .orElseThrow(ProblemException::profileNotFound);
    }

    private void updateInterest(UserId user, InterestControl control) {
        switch (interestControls.set(user, control)) {
            case APPLIED -> {
                // the response has all controls
            }
            case LIMIT_REACHED ->
                throw ProblemCode.TOO_MANY_INTEREST_CONTROLS.problem(
                        "no more topics can be controlled: reset one first");
        }
    }

    private static ListPurpose purpose(String name) {
        return Arrays.stream(ListPurpose.values())
                .filter(purpose -> wireName(purpose).equals(name))
                .findFirst()
                .orElseThrow(() ->
                        ProblemCode.INVALID_PURPOSE.problem("purpose must be shop or content, is %s".formatted(name)));
    }

    private static InterestControl.InterestAction action(@Nullable String name) {
        return Arrays.stream(InterestControl.InterestAction.values())
                .filter(action -> wireName(action).equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemCode.INVALID_ACTION.problem(
                        "action must be less, more, never or reset, is %s".formatted(name)));
    }

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** An interest control of a topic. */
    record InterestControlRequest(
            @Nullable String topic,

            @Schema(allowableValues = {"less", "more", "never", "reset"}) @Nullable
            String action) {}

    record InterestControlsResponse(List<InterestControlResponse> controls) {

        static InterestControlsResponse of(List<InterestControl> controls) {
            return new InterestControlsResponse(controls.stream()
                    .map(control -> new InterestControlResponse(control.topic().path(), wireName(control.action())))
                    .toList());
        }
    }

    record InterestControlResponse(String topic, String action) {}

    record CounterfactualResponse(
            String id,
            String without,
            double score,
            double probability,

            @Schema(
                    description = MODEL,
                    allowableValues = {EXACT, RELEASED})
            String model,

            @Schema(description = MODEL_AS_OF) @Nullable Instant modelAsOf) {

        static CounterfactualResponse exact(RankedItem item, ItemId without) {
            return of(item, without, EXACT, Optional.empty());
        }

        static CounterfactualResponse released(ReleasedAnswer<RankedItem> item, ItemId without) {
            return of(item.result(), without, RELEASED, item.modelAsOf());
        }

        private static CounterfactualResponse of(
                RankedItem item, ItemId without, String model, Optional<Instant> modelAsOf) {
            return new CounterfactualResponse(
                    item.item().value(),
                    without.value(),
                    item.score(),
                    item.probability(),
                    model,
                    modelAsOf.orElse(null));
        }
    }

    record RecommendationsResponse(
            List<RankedItemResponse> items,
            UUID listId,

            @Schema(
                    description = MODEL,
                    allowableValues = {EXACT, RELEASED})
            String model,

            @Schema(description = LIST_AS_OF) @Nullable Instant modelAsOf,

            @Schema(
                    description =
                            "false while the model has not learned the events so far, as after a start without one")
            boolean modelReady) {

        static RecommendationsResponse exact(Recommendations list) {
            return of(list, EXACT, list.model().asOf());
        }

        static RecommendationsResponse released(ReleasedAnswer<Recommendations> list) {
            return of(list.result(), RELEASED, list.modelAsOf());
        }

        private static RecommendationsResponse of(Recommendations list, String model, Optional<Instant> modelAsOf) {
            return new RecommendationsResponse(
                    list.items().stream().map(RankedItemResponse::of).toList(),
                    list.listId(),
                    model,
                    modelAsOf.orElse(null),
                    list.model().ready());
        }
    }
}

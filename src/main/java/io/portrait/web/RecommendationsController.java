package io.portrait.web;

import static io.portrait.access.consent.ConsentPurpose.PERSONALISATION;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.serving.recommend.InterestControl;
import io.portrait.serving.recommend.InterestControls;
import io.portrait.serving.recommend.ListPurpose;
import io.portrait.serving.recommend.Recommender;
import io.portrait.serving.recommend.Recommender.RecommendationRequest;
import io.portrait.serving.recommend.Recommender.Recommendations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The routes of recommendations and of the interest controls that change them. */
@RestController
@Tag(name = "Decisions")
class RecommendationsController {

    private static final int MAX_ITEMS = 100;

    private final Recommender recommender;
    private final InterestControls interestControls;
    private final ConsentedPersons consentedPersons;

    RecommendationsController(
            Recommender recommender, InterestControls interestControls, ConsentedPersons consentedPersons) {
        this.recommender = recommender;
        this.interestControls = interestControls;
        this.consentedPersons = consentedPersons;
    }

    @GetMapping("/v1/profiles/{userId}/recommendations")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.SUBJECT})
    @Operation(
            summary = "Recommend items to a person",
            description = "An unknown person gets popular items. With `explain` the reasons of an item add up to its"
                    + " score.")
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
                    String category) {
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
                .body(RecommendationsResponse.of(recommender.recommend(recommendationRequest)));
    }

    @GetMapping("/v1/profiles/{userId}/recommendations/{itemId}/counterfactual")
    @Bulkhead(RequestClass.COUNTERFACTUAL)
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.SUBJECT})
    @Operation(
            summary = "The probability of an item if the person had never interacted with another one",
            description =
                    "Computed from the history without the other item. The score is the probability after the interest"
                            + " controls of the item's topics; 0 for `never`.")
    @ApiResponse(responseCode = "404", description = "`item-not-found`: no person has interacted with one of the items")
    CounterfactualResponse counterfactual(
            @PathVariable String userId,
            @PathVariable String itemId,
            @Parameter(description = "the item without which the probability is computed") @RequestParam String without,
            @RequestParam(defaultValue = "shop") String purpose) {
        ItemId other = IdParameters.item(without);
        return consentedPersons
                .contextIfPermitted(IdParameters.user(userId), PERSONALISATION)
                .flatMap(person ->
                        recommender.counterfactual(person, purpose(purpose), IdParameters.item(itemId), other))
                .map(item -> new CounterfactualResponse(itemId, without, item.score(), item.probability()))
                .orElseThrow(() ->
                        ProblemCode.ITEM_NOT_FOUND.problem("no person has interacted with one of these items yet"));
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

    record CounterfactualResponse(String id, String without, double score, double probability) {}

    record RecommendationsResponse(List<RankedItemResponse> items, UUID listId) {

        static RecommendationsResponse of(Recommendations list) {
            return new RecommendationsResponse(
                    list.items().stream().map(RankedItemResponse::of).toList(), list.listId());
        }
    }
}

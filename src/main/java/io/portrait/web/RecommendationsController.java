package io.portrait.web;

import static io.portrait.access.Purpose.PERSONALISATION;

import io.portrait.access.KeyKind;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.recommend.Correction;
import io.portrait.recommend.Corrections;
import io.portrait.recommend.Purpose;
import io.portrait.recommend.Recommender;
import io.portrait.recommend.Recommender.Recommendations;
import io.portrait.recommend.Recommender.Wish;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What to show a person, why, and what the person says to it. */
@RestController
@Tag(name = "Decisions")
class RecommendationsController {

    private static final int MAX_ITEMS = 100;

    private final Recommender recommender;
    private final Corrections corrections;
    private final Known known;

    RecommendationsController(Recommender recommender, Corrections corrections, Known known) {
        this.recommender = recommender;
        this.corrections = corrections;
        this.known = known;
    }

    @GetMapping("/v1/profiles/{userId}/recommendations")
    @Allow({KeyKind.INTERNAL, KeyKind.SUBJECT})
    @Operation(
            summary = "What a person may turn to next",
            description = "A person who is not known gets what is popular. With `explain` each item's reasons add up to"
                    + " its score.")
    @ApiResponse(responseCode = "200", description = "the best first")
    @ApiResponse(responseCode = "400", description = "`invalid-purpose`, `invalid-limit`, `invalid-topic`")
    ResponseEntity<RecommendationsAnswer> recommendations(
            @PathVariable String userId,
            @Parameter(
                            description = "`shop` may repeat what was bought, `content` does not repeat",
                            schema = @Schema(allowableValues = {"shop", "content"}))
                    @RequestParam(defaultValue = "shop")
                    String purpose,
            @RequestParam(defaultValue = "10") int limit,
            @RequestParam(defaultValue = "false") boolean explain,
            @Parameter(description = "only items about this topic") @RequestParam(required = false) @Nullable
                    String category) {
        Pages.requireLimit(limit, MAX_ITEMS);
        Optional<Topic> topic = Optional.ofNullable(category).map(Ids::topic);
        Wish wish = new Wish(known.person(Ids.user(userId), PERSONALISATION), purpose(purpose), topic, limit, explain);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(RecommendationsAnswer.of(recommender.recommend(wish)));
    }

    @GetMapping("/v1/profiles/{userId}/recommendations/{itemId}/without/{otherId}")
    @Allow({KeyKind.INTERNAL, KeyKind.SUBJECT})
    @Operation(
            summary = "What an item's probability would be had the person never turned to another",
            description =
                    "Computed anew from the person's history without the other item. The score is the probability by"
                            + " what the person has said of the item's topics, 0 if they never want them.")
    @ApiResponse(responseCode = "404", description = "`item-not-found`: one of them has not been chosen by anybody")
    WithoutAnswer without(
            @PathVariable String userId,
            @PathVariable String itemId,
            @PathVariable String otherId,
            @RequestParam(defaultValue = "shop") String purpose) {
        ItemId other = Ids.item(otherId);
        return known.person(Ids.user(userId), PERSONALISATION)
                .flatMap(person -> recommender.without(person, purpose(purpose), Ids.item(itemId), other))
                .map(item -> new WithoutAnswer(itemId, otherId, item.score(), item.probability()))
                .orElseThrow(
                        () -> ProblemException.notFound("item-not-found", "nobody has chosen one of these items yet"));
    }

    @GetMapping("/v1/profiles/{userId}/interests")
    @Allow({KeyKind.INTERNAL, KeyKind.SUBJECT})
    @Operation(summary = "What a person has said of their interests")
    @ApiResponse(responseCode = "200", description = "all corrections, by topic")
    @ApiResponse(responseCode = "404", description = "`profile-not-found`: the person does not consent to a profile")
    CorrectionsAnswer corrections(@PathVariable String userId) {
        UserId user = consenting(userId);
        return CorrectionsAnswer.of(corrections.of(user));
    }

    @PatchMapping("/v1/profiles/{userId}/interests")
    @Allow({KeyKind.INTERNAL, KeyKind.SUBJECT})
    @Operation(
            summary = "A person corrects the profile",
            description = "Of the topic and all below it; acts at once in recommendations. `reset` takes back what was"
                    + " said of the topic. Answers with all that the person has said.")
    @ApiResponse(responseCode = "200", description = "all corrections, by topic")
    @ApiResponse(responseCode = "400", description = "`invalid-topic`, `invalid-action`")
    @ApiResponse(responseCode = "404", description = "`profile-not-found`: the person does not consent to a profile")
    @ApiResponse(responseCode = "422", description = "`too-many-corrections`")
    CorrectionsAnswer correct(@PathVariable String userId, @RequestBody CorrectionRequest request) {
        UserId user = consenting(userId);
        Topic topic = Ids.topic(request.topic());
        if ("reset".equals(request.action())) {
            corrections.reset(user, topic);
        } else {
            correct(user, new Correction(topic, action(request.action())));
        }
        return CorrectionsAnswer.of(corrections.of(user));
    }

    private UserId consenting(String userId) {
        return known.as(Ids.user(userId), PERSONALISATION).orElseThrow(ProblemException::noSuchProfile);
    }

    private void correct(UserId user, Correction correction) {
        switch (corrections.correct(user, correction)) {
            case TAKEN -> {
                // said in the answer
            }
            case TOO_MANY ->
                throw new ProblemException(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "too-many-corrections",
                        "no more topics can be corrected: reset one first");
        }
    }

    private static Purpose purpose(String name) {
        return Arrays.stream(Purpose.values())
                .filter(purpose -> wireName(purpose).equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest(
                        "invalid-purpose", "purpose must be shop or content, is %s".formatted(name)));
    }

    private static Correction.Action action(@Nullable String name) {
        return Arrays.stream(Correction.Action.values())
                .filter(action -> wireName(action).equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest(
                        "invalid-action", "action must be less, more, never or reset, is %s".formatted(name)));
    }

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** What a person says of a topic. */
    record CorrectionRequest(
            @Nullable String topic,

            @Schema(allowableValues = {"less", "more", "never", "reset"}) @Nullable
            String action) {}

    record CorrectionsAnswer(List<CorrectionAnswer> corrections) {

        static CorrectionsAnswer of(List<Correction> corrections) {
            return new CorrectionsAnswer(corrections.stream()
                    .map(said -> new CorrectionAnswer(said.topic().path(), wireName(said.action())))
                    .toList());
        }
    }

    record CorrectionAnswer(String topic, String action) {}

    record WithoutAnswer(String id, String without, double score, double probability) {}

    record RecommendationsAnswer(List<RecommendedAnswer> items, UUID impressionId) {

        static RecommendationsAnswer of(Recommendations list) {
            return new RecommendationsAnswer(
                    list.items().stream().map(RecommendedAnswer::of).toList(), list.impression());
        }
    }
}

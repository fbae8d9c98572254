package io.portrait.web;

import io.portrait.catalog.UpsertResult;
import io.portrait.ingest.format.Quarantine;
import io.portrait.ingest.format.Quarantine.PromotionResult;
import io.portrait.ingest.format.QuarantinedItem;
import io.portrait.kernel.Caller;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.KeyRole;
import io.portrait.web.ItemsController.ItemReceipt;
import io.portrait.web.ItemsController.ItemReceipts;
import io.portrait.web.ListBody.Element;
import io.portrait.web.ListBody.RejectedElement;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes of the item descriptions that events have brought and that nobody has promoted to the catalog yet. */
@RestController
@Tag(name = "Catalog")
class QuarantineController {

    private static final String IDS = "ids";
    private static final int MAX_DESCRIPTIONS = 1_000;

    private final Quarantine quarantine;
    private final JsonMapper json;

    QuarantineController(Quarantine quarantine, JsonMapper json) {
        this.quarantine = quarantine;
        this.json = json;
    }

    @GetMapping("/v1/quarantine/items")
    @AllowedRoles({KeyRole.CATALOGUE, KeyRole.ADMIN})
    @Operation(
            summary = "Item descriptions of events, those of most persons first",
            description = "An event does not change the catalog: its description of an unknown item, or of a missing"
                    + " field of a known one, waits here. Promoted and discarded descriptions leave the list. Anyone can"
                    + " have written the content; check it before you promote it.")
    QuarantinedItemsResponse list(
            @Parameter(description = "only descriptions of this item") @RequestParam(required = false) @Nullable
                    String item,
            @Parameter(description = "only descriptions that so many persons gave with equal content")
                    @RequestParam(defaultValue = "1")
                    int minPersons,
            @RequestParam(defaultValue = "100") int limit) {
        Paging.requireLimit(limit, MAX_DESCRIPTIONS);
        Optional<ItemId> only = Optional.ofNullable(item).map(IdParameters::item);
        return new QuarantinedItemsResponse(quarantine.list(only, minPersons, limit).stream()
                .map(described -> QuarantinedItemResponse.of(described, json.readTree(described.content())))
                .toList());
    }

    @PostMapping(path = "/v1/quarantine/items/promotions", consumes = MediaType.APPLICATION_JSON_VALUE)
    @AllowedRoles({KeyRole.CATALOGUE, KeyRole.ADMIN})
    @Operation(
            summary = "Promote item descriptions to the catalog",
            description = "Adds an unknown item, or the missing fields of a known one; the fields in the catalog stay."
                    + " Other descriptions of the same item are discarded. Events that arrive from now on are learned"
                    + " with it.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = DescriptionIdsRequest.class)))
    @ApiResponse(responseCode = "200", description = "The receipts have the outcome of each description")
    @ApiResponse(responseCode = "400", description = "`ids-missing`, `too-many-ids`")
    ItemReceipts promote(
            @RequestBody byte[] bytes,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        ListBody body = new ListBody(bytes, IDS, json);
        List<Element<String>> ids = requireIds(body);
        Map<String, PromotionResult> results = new HashMap<>();
        quarantine.promote(textsOf(ids), caller).forEach(promotion -> results.put(promotion.id(), promotion));
        return ItemReceipts.of(ids.stream()
                .map(id -> switch (id) {
                    case Element.Parsed<String>(int index, String text) ->
                        receipt(index, Objects.requireNonNull(results.get(text)), body.pointer(index));
                    case Element.Unreadable<String>(RejectedElement reason) ->
                        ItemReceipt.unreadable(reason, ReceiptCode.INVALID_ID);
                })
                .toList());
    }

    private static ItemReceipt receipt(int index, PromotionResult promotion, String pointer) {
        String id = promotion.itemId().map(ItemId::value).orElse(promotion.id());
        @Nullable UpsertResult result = promotion.result().orElse(null);
        return result == null ? ItemReceipt.notFound(index, id, pointer) : ItemReceipt.of(index, id, result, pointer);
    }

    @PostMapping(path = "/v1/quarantine/items/discards", consumes = MediaType.APPLICATION_JSON_VALUE)
    @AllowedRoles({KeyRole.CATALOGUE, KeyRole.ADMIN})
    @Operation(
            summary = "Discard item descriptions",
            description = "An event that describes the item in the same way brings the description back.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = DescriptionIdsRequest.class)))
    @ApiResponse(responseCode = "200", description = "the ids that existed")
    @ApiResponse(responseCode = "400", description = "`ids-missing`, `too-many-ids`")
    DiscardedResponse discard(@RequestBody byte[] bytes) {
        List<Element<String>> ids = requireIds(new ListBody(bytes, IDS, json));
        List<RejectedElement> rejected = ids.stream()
                .filter(Element.Unreadable.class::isInstance)
                .map(id -> ((Element.Unreadable<String>) id).reason())
                .toList();
        return new DiscardedResponse(
                quarantine.discard(textsOf(ids)).stream().sorted().toList(), rejected.isEmpty() ? null : rejected);
    }

    private static List<Element<String>> requireIds(ListBody body) {
        body.requireNoOtherField();
        int size = body.size(MAX_DESCRIPTIONS)
                .orElseThrow(
                        () -> ProblemCode.IDS_MISSING.problem("the body must have an array \"ids\" of descriptions"));
        if (size > MAX_DESCRIPTIONS) {
            throw ProblemCode.TOO_MANY_IDS.problem(
                    HttpStatus.BAD_REQUEST, "a request may name %d descriptions".formatted(MAX_DESCRIPTIONS));
        }
        return body.elements(String.class, MAX_DESCRIPTIONS);
    }

    private static List<String> textsOf(List<Element<String>> ids) {
        return ids.stream()
                .filter(Element.Parsed.class::isInstance)
                .map(id -> ((Element.Parsed<String>) id).value())
                .distinct()
                .toList();
    }

    /** The schema of a request that names descriptions. */
    record DescriptionIdsRequest(@Nullable List<String> ids) {}

    record QuarantinedItemsResponse(List<QuarantinedItemResponse> items) {}

    record QuarantinedItemResponse(
            String id,
            String item,

            @Schema(
                    implementation = ItemsController.ItemRequest.class,
                    description = "the item as `PUT /v1/items` takes it; query strings and fragments of URLs are cut")
            JsonNode content,

            @Schema(
                    description =
                            "how many persons' events had this content, at most `portrait.quarantine.max-persons`")
            int persons,

            Instant firstAt) {

        static QuarantinedItemResponse of(QuarantinedItem described, JsonNode content) {
            return new QuarantinedItemResponse(
                    described.id(), described.itemId().value(), content, described.persons(), described.firstAt());
        }
    }

    record DiscardedResponse(
            List<String> discarded,

            @Schema(description = "elements that are no ids; absent if there are none") @Nullable
            List<RejectedElement> rejected) {}
}

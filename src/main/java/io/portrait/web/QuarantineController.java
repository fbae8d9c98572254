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
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

    @PostMapping("/v1/quarantine/items/promotions")
    @AllowedRoles({KeyRole.CATALOGUE, KeyRole.ADMIN})
    @Operation(
            summary = "Promote item descriptions to the catalog",
            description = "Adds an unknown item, or the missing fields of a known one; the fields in the catalog stay."
                    + " Other descriptions of the same item are discarded. Events that arrive from now on are learned"
                    + " with it.")
    @ApiResponse(responseCode = "200", description = "The receipts have the outcome of each description")
    @ApiResponse(responseCode = "400", description = "`ids-missing`, `too-many-ids`")
    ItemReceipts promote(
            @RequestBody DescriptionIdsRequest body,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        List<ItemReceipt> receipts = new ArrayList<>();
        for (PromotionResult promotion : quarantine.promote(requireIds(body), caller)) {
            receipts.add(receipt(receipts.size(), promotion));
        }
        return ItemReceipts.of(receipts);
    }

    private static ItemReceipt receipt(int index, PromotionResult promotion) {
        String id = promotion.itemId().map(ItemId::value).orElse(promotion.id());
        @Nullable UpsertResult result = promotion.result().orElse(null);
        return result == null
                ? ItemReceipt.rejected(
                        index, id, ReceiptCode.DESCRIPTION_NOT_FOUND, "there is no description with this id")
                : ItemReceipt.of(index, id, result);
    }

    @PostMapping("/v1/quarantine/items/discards")
    @AllowedRoles({KeyRole.CATALOGUE, KeyRole.ADMIN})
    @Operation(
            summary = "Discard item descriptions",
            description = "An event that describes the item in the same way brings the description back.")
    @ApiResponse(responseCode = "200", description = "the ids that existed")
    @ApiResponse(responseCode = "400", description = "`ids-missing`, `too-many-ids`")
    DiscardedResponse discard(@RequestBody DescriptionIdsRequest body) {
        return new DiscardedResponse(
                quarantine.discard(requireIds(body)).stream().sorted().toList());
    }

    private static List<String> requireIds(DescriptionIdsRequest body) {
        if (body.ids() == null) {
            throw ProblemCode.IDS_MISSING.problem("the body must have an array \"ids\" of descriptions");
        }
        if (body.ids().size() > MAX_DESCRIPTIONS) {
            throw ProblemCode.TOO_MANY_IDS.problem(
                    HttpStatus.BAD_REQUEST, "a request may name %d descriptions".formatted(MAX_DESCRIPTIONS));
        }
        return body.ids().stream().flatMap(Stream::ofNullable).distinct().toList();
    }

    record DescriptionIdsRequest(@Nullable List<@Nullable String> ids) {}

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

    record DiscardedResponse(List<String> discarded) {}
}

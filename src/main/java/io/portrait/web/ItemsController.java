package io.portrait.web;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.CatalogProperties;
import io.portrait.catalog.Item;
import io.portrait.catalog.ItemDraft;
import io.portrait.catalog.UpsertResult;
import io.portrait.kernel.Caller;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.PostgresText;
import io.portrait.kernel.StorageCapacity;
import io.portrait.kernel.Topic;
import io.portrait.web.ListBody.Element;
import io.portrait.web.ListBody.RejectedElement;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes of the item catalog. */
@RestController
@Tag(name = "Catalog")
class ItemsController {

    private static final String EXAMPLE = """
        {"items": [{"id": "mug-1", "title": "Blue mug", "categories": ["kitchen/mug"], "brand": "Acme",
                    "price": 7.95}]}
        """;

    private static final String ITEMS = "items";
    private static final String REJECTED = "rejected";
    private static final int MAX_IDS = 100;

    private final Catalog catalog;
    private final CatalogProperties limits;
    private final JsonMapper json;
    private final StorageCapacity storageCapacity;

    ItemsController(Catalog catalog, CatalogProperties limits, JsonMapper json, StorageCapacity storageCapacity) {
        this.catalog = catalog;
        this.limits = limits;
        this.json = json;
        this.storageCapacity = storageCapacity;
    }

    @PutMapping(path = "/v1/items", consumes = MediaType.APPLICATION_JSON_VALUE)
    @AllowedRoles({KeyRole.CATALOGUE, KeyRole.ADMIN})
    @Operation(
            summary = "Create or replace items",
            description =
                    "Later events are learned with the new data; earlier events keep the revision that was current when"
                            + " they arrived. An invalid item is rejected alone; its receipt points to the field.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ItemBatchRequest.class),
                            examples = @ExampleObject(EXAMPLE)))
    @ApiResponse(responseCode = "200", description = "The receipts have the outcome of each item")
    @ApiResponse(responseCode = "422", description = "Every item was rejected")
    ResponseEntity<ItemReceipts> put(
            @RequestBody byte[] bytes,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        ListBody body = new ListBody(bytes, ITEMS, json);
        requireItems(body);
        if (!storageCapacity.hasFreeSpace()) {
            throw ProblemException.storageFull();
        }
        List<ParsedItem> parsed = body.elements(ItemRequest.class, limits.maxItems()).stream()
                .map(element -> parse(body, element))
                .toList();
        ItemReceipts response = ItemReceipts.of(receipts(parsed, caller));
        boolean allRejected = response.rejected() > 0 && response.rejected() == parsed.size();
        return ResponseEntity.status(allRejected ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .body(response);
    }

    private void requireItems(ListBody body) {
        body.requireNoOtherField();
        int size = body.size(limits.maxItems())
                .orElseThrow(() -> ProblemCode.ITEMS_MISSING.problem("the body must have an array \"items\""));
        if (size > limits.maxItems()) {
            throw ProblemCode.TOO_MANY_ITEMS.problem(
                    "a batch may have %d items: split it".formatted(limits.maxItems()));
        }
    }

    /** A parsed item of a batch: valid with a draft, or invalid with the reason. */
    private sealed interface ParsedItem {

        record ValidItem(ItemDraft draft) implements ParsedItem {}

        record InvalidItem(@Nullable String id, ReceiptCode code, String pointer, String detail)
                implements ParsedItem {}
    }

    private ParsedItem parse(ListBody body, Element<ItemRequest> element) {
        return switch (element) {
            case Element.Parsed<ItemRequest>(int index, ItemRequest item) -> parse(item, body.pointer(index));
            case Element.Unreadable<ItemRequest>(RejectedElement reason) ->
                new ParsedItem.InvalidItem(null, ReceiptCode.INVALID_ITEM, reason.pointer(), reason.detail());
        };
    }

    private ParsedItem parse(ItemRequest item, String pointer) {
        try {
            return new ParsedItem.ValidItem(item.toDraft(PostgresText.sanitize(json.writeValueAsString(item))));
        } catch (InvalidItemFieldException e) {
            return new ParsedItem.InvalidItem(
                    item.id(), e.code, pointer + "/" + e.field, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new ParsedItem.InvalidItem(
                    item.id(), ReceiptCode.INVALID_ITEM, pointer, String.valueOf(e.getMessage()));
        }
    }

    /** Stores the valid items and returns a receipt for each item. */
    private List<ItemReceipt> receipts(List<ParsedItem> items, Caller caller) {
        List<ItemDraft> drafts = items.stream()
                .filter(ParsedItem.ValidItem.class::isInstance)
                .map(item -> ((ParsedItem.ValidItem) item).draft())
                .toList();
        Iterator<UpsertResult> results = catalog.put(drafts, caller).iterator();
        List<ItemReceipt> receipts = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            receipts.add(
                    switch (items.get(i)) {
                        case ParsedItem.ValidItem(ItemDraft draft) ->
                            ItemReceipt.of(i, draft.id().value(), results.next(), "/items/" + i);
                        case ParsedItem.InvalidItem invalid -> ItemReceipt.invalid(i, invalid);
                    });
        }
        return receipts;
    }

    @GetMapping("/v1/items")
    @AllowedRoles({KeyRole.CATALOGUE, KeyRole.INTERNAL, KeyRole.ADMIN, KeyRole.SUBJECT})
    @Operation(
            summary = "The current revisions of some items",
            description = "In the order of the ids; items that are not in the catalog are left out.")
    @Parameter(
            name = "id",
            in = ParameterIn.QUERY,
            required = true,
            description = "once per item, at most " + MAX_IDS + " times",
            array = @ArraySchema(schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "200", description = "the items that are in the catalog")
    @ApiResponse(responseCode = "400", description = "`ids-missing`, `too-many-ids`")
    ItemsResponse list(HttpServletRequest request) {
        List<ItemId> ids = requireIds(request.getParameterValues("id"));
        Map<ItemId, Item> found = catalog.findCurrent(Set.copyOf(ids));
        return new ItemsResponse(ids.stream()
                .filter(found::containsKey)
                .map(found::get)
                .map(this::toResponse)
                .toList());
    }

    /** Ids as they were sent, because Spring would split a single id at its commas. */
    private static List<ItemId> requireIds(String @Nullable [] ids) {
        if (ids == null) {
            throw ProblemCode.IDS_MISSING.problem("the query must have the ids: ?id=mug-1&id=mug-2");
        }
        if (ids.length > MAX_IDS) {
            throw ProblemCode.TOO_MANY_IDS.problem("a request may name %d items".formatted(MAX_IDS));
        }
        return Arrays.stream(ids).distinct().map(IdParameters::item).toList();
    }

    private ItemResponse toResponse(Item item) {
        return new ItemResponse(
                item.id().value(),
                item.revision(),
                item.topics().stream().map(Topic::path).toList(),
                json.readTree(item.content()));
    }

    @GetMapping("/v1/items/{id}")
    @AllowedRoles({KeyRole.CATALOGUE, KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(summary = "The current revision of an item")
    ItemResponse get(@PathVariable String id) {
        return toResponse(catalog.find(IdParameters.item(id)).orElseThrow(() -> itemNotFound(id)));
    }

    @DeleteMapping("/v1/items/{id}")
    @AllowedRoles({KeyRole.CATALOGUE, KeyRole.ADMIN})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete an item from the catalog", description = "Learned state stays.")
    void delete(@PathVariable String id) {
        if (!catalog.delete(IdParameters.item(id))) {
            throw itemNotFound(id);
        }
    }

    private static ProblemException itemNotFound(String id) {
        return ProblemCode.ITEM_NOT_FOUND.problem("there is no item '%s'".formatted(id));
    }

    record ItemBatchRequest(List<ItemRequest> items) {}

    @Schema(name = "Item")
    record ItemRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minLength = 1, maxLength = 128) @Nullable
            String id,

            @Nullable String title,
            @Nullable String description,

            @Schema(description = "topic paths such as `kitchen/mug`, at most 16") @Nullable
            List<String> categories,

            @Nullable List<String> tags,
            @Nullable String brand,
            @Nullable Double price,
            @Nullable OffsetDateTime createdAt,
            @Nullable Map<String, Object> attributes,

            @Schema(description = "`false`: not recommended", defaultValue = "true") @Nullable
            Boolean available,

            @Schema(description = "`true`: not recommended", defaultValue = "false") @Nullable
            Boolean isHidden,

            @Schema(description = "units in stock; 0: not recommended", minimum = "0") @Nullable
            Long stock,

            @Schema(description = "`true`: not recommended, only ranked with the purpose `ads`", defaultValue = "false")
            @Nullable
            Boolean advertisement,

            @Schema(description = "not supported yet: an item with vectors is rejected") @Nullable
            Map<String, List<Double>> vectors) {

        ItemDraft toDraft(String content) {
            if (id == null) {
                throw new IllegalArgumentException("an item needs an id");
            }
            requireValues();
            ItemId itemId = field("id", () -> ItemId.ofClient(id));
            List<Topic> topics = new ArrayList<>();
            for (String category : categories == null ? List.<String>of() : categories) {
                topics.add(field("categories/" + topics.size(), () -> new Topic(category)));
            }
            return new ItemDraft(itemId, topics, brand, price, content, isRecommendable());
        }

        private void requireValues() {
            if (stock != null && stock < 0) {
                throw new InvalidItemFieldException("stock", "stock must be at least 0, is " + stock);
            }
            if (price != null) {
                field("price", () -> ItemDraft.requirePrice(price));
            }
            if (vectors != null) {
                throw new InvalidItemFieldException(
                        ReceiptCode.VECTORS_NOT_SUPPORTED,
                        "vectors",
                        "vectors are not supported yet; send the item without them");
            }
        }

        /** The value of a field, or the refusal that names the field. */
        private static <T> T field(String name, Supplier<T> value) {
            try {
                return value.get();
            } catch (IllegalArgumentException e) {
                throw new InvalidItemFieldException(name, String.valueOf(e.getMessage()));
            }
        }

        private boolean isRecommendable() {
            boolean isOffered = !Boolean.FALSE.equals(available) && !Boolean.TRUE.equals(isHidden);
            return isOffered && !Boolean.TRUE.equals(advertisement) && (stock == null || stock > 0);
        }
    }

    /** A field of an item with a value that no item may have. */
    private static final class InvalidItemFieldException extends IllegalArgumentException {

        private final ReceiptCode code;
        private final String field;

        InvalidItemFieldException(String field, String message) {
            this(ReceiptCode.INVALID_ITEM, field, message);
        }

        InvalidItemFieldException(ReceiptCode code, String field, String message) {
            super(message);
            this.code = code;
            this.field = field;
        }
    }

    record ItemsResponse(List<ItemResponse> items) {}

    record ItemResponse(
            String id,
            int revision,
            List<String> topics,
            @Schema(implementation = ItemRequest.class) JsonNode content) {}

    record ItemReceipts(int accepted, int rejected, List<ItemReceipt> receipts) {

        static ItemReceipts of(List<ItemReceipt> receipts) {
            int rejected =
                    (int) receipts.stream().filter(ItemReceipt::isRejected).count();
            return new ItemReceipts(receipts.size() - rejected, rejected, receipts);
        }
    }

    record ItemReceipt(
            int index,
            @Nullable String id,

            @Schema(allowableValues = {"created", "updated", "unchanged", "rejected"})
            String status,

            @Nullable String code,
            @Nullable String detail,

            @Schema(description = "JSON pointer to the error in the body") @Nullable
            String pointer) {

        static ItemReceipt of(int index, String id, UpsertResult result, String pointer) {
            return switch (result) {
                case CREATED, UPDATED, UNCHANGED ->
                    new ItemReceipt(index, id, result.name().toLowerCase(Locale.ROOT), null, null, null);
                case TOO_MANY_TOPICS ->
                    new ItemReceipt(
                            index,
                            id,
                            REJECTED,
                            ReceiptCode.TOO_MANY_TOPICS.code(),
                            "the catalog has as many topics as allowed (portrait.catalog.max-topics);"
                                    + " DELETE /v1/topics?unused=true deletes those that no item has",
                            pointer);
                case TOPIC_QUOTA_REACHED ->
                    new ItemReceipt(
                            index,
                            id,
                            REJECTED,
                            ReceiptCode.TOPIC_QUOTA_REACHED.code(),
                            "the key has created as many topics as one key may"
                                    + " (portrait.catalog.max-topics-per-key)",
                            pointer);
                case ITEM_QUOTA_REACHED ->
                    new ItemReceipt(
                            index,
                            id,
                            REJECTED,
                            ReceiptCode.ITEM_QUOTA_REACHED.code(),
                            "the key has created as many items as one key may (portrait.catalog.max-items-per-key)",
                            pointer);
            };
        }

        private static ItemReceipt invalid(int index, ParsedItem.InvalidItem invalid) {
            return new ItemReceipt(
                    index, invalid.id(), REJECTED, invalid.code().code(), invalid.detail(), invalid.pointer());
        }

        static ItemReceipt unreadable(RejectedElement reason, ReceiptCode code) {
            return new ItemReceipt(reason.index(), null, REJECTED, code.code(), reason.detail(), reason.pointer());
        }

        static ItemReceipt notFound(int index, String id, String pointer) {
            return new ItemReceipt(
                    index,
                    id,
                    REJECTED,
                    ReceiptCode.DESCRIPTION_NOT_FOUND.code(),
                    "there is no description with this id",
                    pointer);
        }

        private boolean isRejected() {
            return status.equals(REJECTED);
        }
    }
}

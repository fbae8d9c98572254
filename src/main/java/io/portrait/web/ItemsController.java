package io.portrait.web;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.CatalogProperties;
import io.portrait.catalog.Item;
import io.portrait.catalog.ItemDraft;
import io.portrait.catalog.UpsertResult;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.StorageCapacity;
import io.portrait.kernel.Topic;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What events can be about. */
@RestController
@Tag(name = "Catalogue")
class ItemsController {

    private static final String EXAMPLE = """
            {"items": [{"id": "mug-1", "title": "Blue mug", "categories": ["kitchen/mug"], "brand": "Acme",
                        "price": 7.95}]}
            """;

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

    @PutMapping("/v1/items")
    @AllowedRoles({KeyRole.WRITE, KeyRole.ADMIN})
    @Operation(
            summary = "Create or replace items",
            description = "Events that arrive afterwards are learned with the new description; earlier ones keep the"
                    + " one that they met.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ItemBatchRequest.class),
                            examples = @ExampleObject(EXAMPLE)))
    @ApiResponse(responseCode = "200", description = "The receipts say what became of each item")
    @ApiResponse(responseCode = "422", description = "Every item was rejected")
    ResponseEntity<ItemReceipts> put(@RequestBody ItemNodesRequest body) {
        List<JsonNode> nodes = requireItems(body);
        if (!storageCapacity.hasFreeSpace()) {
            throw ProblemException.storageFull();
        }
        List<@Nullable ItemDraft> drafts = new ArrayList<>();
        List<ItemReceipt> receipts = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            read(nodes.get(i), i, drafts, receipts);
        }
        putValid(drafts, receipts);
        ItemReceipts response = ItemReceipts.of(receipts);
        boolean allRejected = response.rejected() > 0 && response.rejected() == nodes.size();
        return ResponseEntity.status(allRejected ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .body(response);
    }

    private List<JsonNode> requireItems(ItemNodesRequest body) {
        if (body.items() == null) {
            throw ProblemException.badRequest("items-missing", "the body must have an array \"items\"");
        }
        if (body.items().size() > limits.maxItems()) {
            throw new ProblemException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "too-many-items",
                    "a batch may have %d items: split it".formatted(limits.maxItems()));
        }
        return body.items();
    }

    private void read(JsonNode node, int index, List<@Nullable ItemDraft> drafts, List<ItemReceipt> receipts) {
        try {
            ItemRequest sent = json.treeToValue(node, ItemRequest.class);
            drafts.add(sent.toDraft(json.writeValueAsString(sent)));
            receipts.add(new ItemReceipt(index, sent.id(), "pending", null, null));
        } catch (JacksonException e) {
            reject(node, index, "it is not an item: " + e.getOriginalMessage(), drafts, receipts);
        } catch (IllegalArgumentException e) {
            reject(node, index, String.valueOf(e.getMessage()), drafts, receipts);
        }
    }

    private static void reject(
            JsonNode node, int index, String detail, List<@Nullable ItemDraft> drafts, List<ItemReceipt> receipts) {
        drafts.add(null);
        String id = node.path("id").asString("");
        receipts.add(new ItemReceipt(index, id.isEmpty() ? null : id, "rejected", "invalid-item", detail));
    }

    private void putValid(List<@Nullable ItemDraft> drafts, List<ItemReceipt> receipts) {
        List<ItemDraft> validDrafts = drafts.stream().filter(Objects::nonNull).toList();
        List<UpsertResult> outcomes = catalog.put(validDrafts);
        int next = 0;
        for (int i = 0; i < drafts.size(); i++) {
            if (drafts.get(i) != null) {
                receipts.set(i, receipts.get(i).with(outcomes.get(next++)));
            }
        }
    }

    @GetMapping("/v1/items")
    @AllowedRoles({KeyRole.WRITE, KeyRole.INTERNAL, KeyRole.ADMIN, KeyRole.SUBJECT})
    @Operation(
            summary = "Some items as they are now",
            description = "By their ids, in that order; those that are not in the catalogue are left out.")
    @Parameter(
            name = "id",
            in = ParameterIn.QUERY,
            required = true,
            description = "once for each item, at most " + MAX_IDS + " times",
            array = @ArraySchema(schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "200", description = "those that are in the catalogue")
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

    /** As they are written: Spring would part an only id at its commas. */
    private static List<ItemId> requireIds(String @Nullable [] ids) {
        if (ids == null) {
            throw ProblemException.badRequest("ids-missing", "say which items: ?id=mug-1&id=mug-2");
        }
        if (ids.length > MAX_IDS) {
            throw ProblemException.badRequest("too-many-ids", "at most %d items at once".formatted(MAX_IDS));
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
    @AllowedRoles({KeyRole.WRITE, KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(summary = "An item as it is now")
    ItemResponse get(@PathVariable String id) {
        return toResponse(catalog.find(IdParameters.item(id)).orElseThrow(() -> itemNotFound(id)));
    }

    @DeleteMapping("/v1/items/{id}")
    @AllowedRoles({KeyRole.WRITE, KeyRole.ADMIN})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take an item out of the catalogue", description = "What was learned with it stays.")
    void delete(@PathVariable String id) {
        if (!catalog.delete(IdParameters.item(id))) {
            throw itemNotFound(id);
        }
    }

    private static ProblemException itemNotFound(String id) {
        return ProblemException.notFound("item-not-found", "there is no item '%s'".formatted(id));
    }

    record ItemNodesRequest(@Nullable List<JsonNode> items) {}

    record ItemBatchRequest(List<ItemRequest> items) {}

    @Schema(name = "Item")
    record ItemRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minLength = 1, maxLength = 128) @Nullable
            String id,

            @Nullable String title,
            @Nullable String description,

            @Schema(description = "paths such as `kitchen/mug`, at most 16") @Nullable
            List<String> categories,

            @Nullable List<String> tags,
            @Nullable String brand,
            @Nullable Double price,
            @Nullable OffsetDateTime createdAt,
            @Nullable Map<String, Object> attributes,

            @Schema(description = "embeddings by kind: `text`, `image`, `audio`, …") @Nullable
            Map<String, List<Double>> vectors) {

        ItemDraft toDraft(String content) {
            if (id == null) {
                throw new IllegalArgumentException("an item needs an id");
            }
            List<Topic> topics = categories == null
                    ? List.of()
                    : categories.stream().map(Topic::new).toList();
            return new ItemDraft(new ItemId(id), topics, brand, price, content);
        }
    }

    record ItemsResponse(List<ItemResponse> items) {}

    record ItemResponse(String id, int revision, List<String> topics, JsonNode content) {}

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
            @Nullable String detail) {

        ItemReceipt with(UpsertResult outcome) {
            return switch (outcome) {
                case CREATED, UPDATED, UNCHANGED ->
                    new ItemReceipt(index, id, outcome.name().toLowerCase(Locale.ROOT), null, null);
                case TOO_MANY_TOPICS ->
                    new ItemReceipt(
                            index,
                            id,
                            "rejected",
                            "too-many-topics",
                            "the catalogue has as many topics as it may have (portrait.catalog.max-topics)");
            };
        }

        private boolean isRejected() {
            return status.equals("rejected");
        }
    }
}

package io.portrait.ingest.format;

import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.Amounts;
import io.portrait.kernel.AmountText.AmountReading;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A product in the properties of a tracking message. Invalid fields are ignored, except its id: without it the event would lose
 * its item.
 *
 * @param pointer JSON pointer to the product in the message
 */
record TrackedProduct(JsonNode fields, String pointer) {

    private static final List<String> IDS = List.of("product_id", "productId", "id", "sku");
    private static final List<String> ATTRIBUTES = List.of("sku", "variant");
    private static final List<String> URL_ATTRIBUTES = List.of("url", "image_url");

    /** The parts of a URL that may hold personal data: credentials before the host, the query string and the fragment. */
    private static final Pattern PERSONAL_URL_PARTS = Pattern.compile("(?<=//)[^/?#@]*@|[?#].*", Pattern.DOTALL);

    private static final double MAX_AMOUNT = 1e12;
    private static final int MAX_TEXT_LENGTH = 1_024;
    private static final int MAX_BRAND_LENGTH = 128;
    private static final JsonMapper JSON = new JsonMapper();

    /** The properties that are read of a product: its id, and its description. */
    static Stream<String> properties() {
        return Stream.of(
                        IDS.stream(),
                        Stream.of("name", "category", "brand", "price"),
                        ATTRIBUTES.stream(),
                        URL_ATTRIBUTES.stream())
                .flatMap(fields -> fields);
    }

    /** The items that some products describe. */
    static List<ItemDraft> itemDrafts(List<TrackedProduct> products) {
        List<ItemDraft> drafts = new ArrayList<>();
        for (TrackedProduct product : products) {
            product.id().flatMap(product::toItemDraft).ifPresent(drafts::add);
        }
        return drafts;
    }

    /** Sets the product as the item of an event, and returns the event. */
    ObjectNode setItemOf(ObjectNode event) {
        idField().ifPresent(name -> event.put("item", fields.path(name).asString()));
        return event;
    }

    /** Adds the field of the product's id to the origins of its event, and returns them. */
    FieldOrigins addItemTo(FieldOrigins origins) {
        idField().ifPresent(name -> origins.add("/item", pointer + "/" + name));
        return origins;
    }

    /** The field with the product's id: the first one that is not blank. */
    private Optional<String> idField() {
        return IDS.stream().filter(this::isNotBlank).findFirst();
    }

    private boolean isNotBlank(String name) {
        JsonNode value = fields.path(name);
        return (value.isString() || value.isIntegralNumber())
                && !value.asString().isBlank();
    }

    Optional<ItemId> id() {
        return idField().flatMap(name -> idOf(fields.path(name).asString()));
    }

    private static Optional<ItemId> idOf(String id) {
        try {
            return Optional.of(ItemId.ofClient(id));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** An amount of money, if it can be read. */
    private OptionalDouble amount(String name) {
        return Amounts.readMoney(fields.path(name)) instanceof AmountReading.ReadAmount(var amount, var currency)
                ? OptionalDouble.of(amount.doubleValue())
                : OptionalDouble.empty();
    }

    /** A non-negative number, which some senders write as text. */
    OptionalDouble number(String name) {
        JsonNode value = fields.path(name);
        double number = value.isNumber() || value.isString() ? value.asDouble(Double.NaN) : Double.NaN;
        return number >= 0 && number <= MAX_AMOUNT ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    Optional<String> text(String name) {
        JsonNode value = fields.path(name);
        return (value.isString() || value.isIntegralNumber()) && isStorable(value.asString())
                ? Optional.of(value.asString())
                : Optional.empty();
    }

    private static boolean isStorable(String text) {
        return !text.isBlank() && text.codePoints().noneMatch(TrackedProduct::isControlOrSurrogate);
    }

    /** Characters that PostgreSQL rejects or that cannot be encoded. */
    private static boolean isControlOrSurrogate(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    /** The described item; empty if there is no field besides the id. */
    Optional<ItemDraft> toItemDraft(ItemId id) {
        ObjectNode content = JSON.createObjectNode().put("id", id.value());
        shortText("name").ifPresent(title -> content.put("title", title));
        List<Topic> categories = categories();
        categories.forEach(topic -> content.withArray("categories").add(topic.path()));
        Optional<String> brand = text("brand").filter(name -> name.length() <= MAX_BRAND_LENGTH);
        brand.ifPresent(name -> content.put("brand", name));
        OptionalDouble price = amount("price");
        price.ifPresent(amount -> content.put("price", amount));
        ObjectNode attributes = attributes();
        if (!attributes.isEmpty()) {
            content.set("attributes", attributes);
        }
        return content.size() == 1
                ? Optional.empty()
                : Optional.of(new ItemDraft(
                        id,
                        categories,
                        brand.orElse(null),
                        price.isPresent() ? price.getAsDouble() : null,
                        content.toString()));
    }

    /** Reads a described item from its content, as {@link #toItemDraft} wrote it. */
    static ItemDraft readDraft(String content) {
        TrackedProduct item = new TrackedProduct(JSON.readTree(content), "");
        OptionalDouble price = item.amount("price");
        return new ItemDraft(
                new ItemId(item.fields().path("id").asString()),
                item.fields()
                        .path("categories")
                        .valueStream()
                        .map(path -> new Topic(path.asString()))
                        .toList(),
                item.text("brand").orElse(null),
                price.isPresent() ? price.getAsDouble() : null,
                content);
    }

    private Optional<String> shortText(String name) {
        return text(name).filter(value -> value.length() <= MAX_TEXT_LENGTH);
    }

    private ObjectNode attributes() {
        ObjectNode attributes = JSON.createObjectNode();
        ATTRIBUTES.forEach(name -> shortText(name).ifPresent(value -> attributes.put(name, value)));
        URL_ATTRIBUTES.forEach(name -> text(name)
                .map(url -> PERSONAL_URL_PARTS.matcher(url).replaceAll(""))
                .filter(url -> !url.isEmpty() && url.length() <= MAX_TEXT_LENGTH)
                .ifPresent(url -> attributes.put(name, url)));
        return attributes;
    }

    private List<Topic> categories() {
        return text("category").map(path -> path.replace('>', '/')).stream()
                .flatMap(TrackedProduct::topicOf)
                .toList();
    }

    private static Stream<Topic> topicOf(String path) {
        try {
            return Stream.of(new Topic(path));
        } catch (IllegalArgumentException _) {
            return Stream.of();
        }
    }
}

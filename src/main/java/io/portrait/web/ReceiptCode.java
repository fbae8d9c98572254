package io.portrait.web;

import java.util.Locale;

/**
 * The stable codes of rejections and warnings in receipts of events and items, each with its meaning. The table of receipts in {@code
 * src/docs/api.md} is generated from them.
 */
enum ReceiptCode {
    CONSENT_WITHHELD("the person does not consent to the purpose of the event; the event is not stored"),
    DESCRIPTION_NOT_FOUND("there is no item description with this id in quarantine"),
    EVENT_NOT_OBJECT("the event is not a JSON object"),
    EVENT_TOO_LARGE("the event has more bytes than allowed"),
    GENERATED_ID("accepted: the message has no `messageId`; a repetition of it would be a new event"),
    ID_TAKEN("the id of an `alias` belongs to another person"),
    INVALID_CLOUDEVENT("an attribute is missing or is not as CloudEvents 1.0 defines it"),
    INVALID_FIELD("a field has another type than defined, or its text is too long"),
    INVALID_ID("an id has not 1 to 128 characters, or has characters that no id may contain"),
    INVALID_ITEM("the item is not as defined; the detail has the reason"),
    INVALID_JSON("the event is not JSON, is nested too deep, or has a field twice"),
    INVALID_TIMESTAMP("the time is not ISO 8601 with an offset"),
    INVALID_TYPE("the type is not one of the event types"),
    INVALID_VALUE("a number is missing, not finite or out of its range"),
    ITEM_QUOTA_REACHED("the key has created as many items as one key may"),
    KNOWN_ID("the id of an `alias` is more than an anonymous id, so only the owner can merge it"),
    MISSING_AMOUNT("accepted: a purchase or refund tells no amount, and counts with 0"),
    MISSING_FIELD("`messageId`, a user, `type`, or a field that the type needs is missing"),
    NOT_TAKEN("for `write` keys, instead of every code that depends on a person: the event is not stored; `internal`"
            + " keys get the reason"),
    OWNER_REQUIRED("clients may link ids only with an identity token (`portrait.ingest.client-links=false`)"),
    PLACEHOLDER_ID("the event has no id of a person but a placeholder, such as `undefined` or `guest`"),
    PROCESSING_RESTRICTED("the person has restricted or objected to the processing; the event is not stored"),
    REPLACED_TIMESTAMP("accepted: the time of a tracking message is in the future; the time of arrival is used"),
    SAME_ID("both ids of an `alias` are the same"),
    SUBJECT_ERASED("the person was erased and has not consented again; the event is not stored"),
    TIMESTAMP_IN_FUTURE("the time is later than the clock skew allows"),
    TIMESTAMP_TOO_OLD("the time is before the earliest allowed one"),
    TOO_MANY_IDS("the person has as many ids as allowed"),
    TOO_MANY_PRODUCTS("a tracking message has more products than allowed"),
    TOO_MANY_TOPICS("the catalog has as many topics as allowed"),
    TOPIC_QUOTA_REACHED("the key has created as many topics as one key may"),
    UNKNOWN_CURRENCY("accepted: the currency is none of ISO 4217, so the amount has none"),
    UNKNOWN_ID("the id of an `alias` was never seen as an anonymous id, so only the owner can merge it"),
    UNKNOWN_TIMEZONE("accepted: `context.timezone` is unknown or has several meanings; UTC is used"),
    UNREADABLE_AMOUNT(
            "accepted: an amount or a quantity of an order cannot be read, or has two meanings, and is not used"),
    UNREADABLE_ORDER(
            "accepted: the id of the order cannot be one, such as `undefined`; the event counts without an order"),
    UNREADABLE_PRODUCT(
            "accepted: an element of `products` is no object, or a line of an order has no id of a product that can be read"),
    UNREAD_DATA("accepted: the `data` of the CloudEvent is not a JSON object; only its attributes are used"),
    VECTORS_NOT_SUPPORTED("an item has `vectors`, which have no use yet");

    private final String meaning;

    ReceiptCode(String meaning) {
        this.meaning = meaning;
    }

    /** The code as it is sent, such as {@code invalid-id}. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String meaning() {
        return meaning;
    }
}

package io.portrait.ingest.format;

import io.portrait.ingest.EventFormat;
import io.portrait.ingest.EventReader;
import io.portrait.ingest.EventReader.JsonResult;
import io.portrait.ingest.JsonSlices.JsonSlice;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The data of a CloudEvent as a JSON object. It may be sent as JSON, as text with JSON, or in base64.
 *
 * @param fields the fields; empty if there is no data, or if it is not a JSON object
 * @param member the member of the event that has the data
 * @param isRead whether all data is in the fields
 */
record CloudEventData(ObjectNode fields, String member, boolean isRead) {

    private static final String DATA = "data";
    private static final String BASE64 = "data_base64";

    /** The place of invalid data, because in binary mode it is the body and not a member. */
    private static final String WHOLE_EVENT = "";

    /**
     * Reads the data.
     *
     * @throws InvalidCloudEventException if there are two, or it is not base64 or not the JSON that it declares to be
     */
    static CloudEventData of(ObjectNode event, EventReader eventReader) {
        boolean isBase64 = event.hasNonNull(BASE64);
        if (isBase64 && event.hasNonNull(DATA)) {
            throw new InvalidCloudEventException(BASE64, "only one of data and data_base64 is allowed");
        }
        JsonNode sent = event.path(isBase64 ? BASE64 : DATA);
        String member = isBase64 ? BASE64 : DATA;
        if (sent.isMissingNode() || sent.isNull()) {
            return new CloudEventData(event.objectNode(), member, true);
        }
        JsonNode data = isBase64 ? ofBase64(event, eventReader) : ofMember(event, eventReader);
        return data instanceof ObjectNode object
                ? new CloudEventData(object.deepCopy(), member, true)
                : new CloudEventData(event.objectNode(), member, false);
    }

    private static JsonNode ofBase64(ObjectNode event, EventReader eventReader) {
        JsonNode sent = event.path(BASE64);
        if (!sent.isString()) {
            throw new InvalidCloudEventException(BASE64, "data_base64 must be a string");
        }
        byte[] bytes = decode(sent.asString());
        if (!isJson(event)) {
            return sent;
        }
        return switch (eventReader.parse(bytes, new JsonSlice(0, bytes.length), "", EventFormat.CLOUDEVENTS)) {
            case JsonResult.JsonSuccess(var json) -> json;
            case JsonResult.JsonFailure(var invalid) ->
                throw new InvalidCloudEventException(
                        WHOLE_EVENT,
                        "the data is not JSON: "
                                + invalid.rejection().detail().replaceFirst("^the event is not JSON: ", ""));
        };
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidCloudEventException(BASE64, "data_base64 must be base64 (RFC 4648, section 4)");
        }
    }

    /** Data that is text with a JSON object counts as that object: some senders encode it twice. */
    private static JsonNode ofMember(ObjectNode event, EventReader eventReader) {
        JsonNode sent = event.path(DATA);
        if (!sent.isString() || !isJson(event)) {
            return sent;
        }
        byte[] bytes = sent.asString().getBytes(StandardCharsets.UTF_8);
        return eventReader.parse(bytes, new JsonSlice(0, bytes.length), "", EventFormat.CLOUDEVENTS)
                        instanceof JsonResult.JsonSuccess(var json)
                ? json
                : sent;
    }

    /** A check whether the data is declared to be JSON; without a declaration it is. */
    private static boolean isJson(ObjectNode event) {
        String type = event.path("datacontenttype").asString("application/json").toLowerCase(Locale.ROOT);
        String essence = type.split(";", 2)[0].strip();
        return essence.endsWith("/json") || essence.endsWith("+json");
    }
}

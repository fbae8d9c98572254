package io.portrait.ingest;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The recognition of payment labels: transactions that state whether an earlier payment, which they name, was a fraud. */
final class PaymentLabels {

    private static final JsonMapper JSON = new JsonMapper();

    private PaymentLabels() {}

    /**
     * A check whether a transaction is a label.
     *
     * @param extra the further fields of the event as JSON
     */
    static boolean isLabel(String extra) {
        if (!extra.contains("\"fraud\"")) { // most transactions need no parsing
            return false;
        }
        JsonNode properties = JSON.readTree(extra).path("properties");
        return properties.path("fraud").isBoolean() && properties.hasNonNull("transactionId");
    }
}

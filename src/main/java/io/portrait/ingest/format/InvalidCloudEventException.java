package io.portrait.ingest.format;

/** A CloudEvent with an attribute that is missing, or is not as CloudEvents 1.0 defines it. */
final class InvalidCloudEventException extends IllegalArgumentException {

    private final String attribute;

    InvalidCloudEventException(String attribute, String message) {
        super(message);
        this.attribute = attribute;
    }

    String attribute() {
        return attribute;
    }
}

package io.portrait.ingest;

/**
 * The reason of a rejected event.
 *
 * @param code a stable error code, for programs
 * @param detail the error and how to correct it, for people
 * @param pointer JSON pointer into the body
 * @param personal whether the reason reveals something of a person, so that only the owner may read it
 */
public record Rejection(String code, String detail, String pointer, boolean personal) {

    /** A reason that depends on the event alone. */
    public Rejection(String code, String detail, String pointer) {
        this(code, detail, pointer, false);
    }

    /** A reason that depends on what is known of a person. */
    static Rejection ofPerson(String code, String detail) {
        return new Rejection(code, detail, "", true);
    }
}

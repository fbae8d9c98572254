package io.portrait.profile;

/** An error at start: the stored profiles have another layout, feature schema, session gap or learners than this program. */
final class ProfileProvenanceException extends IllegalStateException {

    private final String stored;
    private final String expected;

    ProfileProvenanceException(String stored, String expected) {
        super("profiles are stored with %s, this program has %s".formatted(stored, expected));
        this.stored = stored;
        this.expected = expected;
    }

    String stored() {
        return stored;
    }

    String expected() {
        return expected;
    }
}

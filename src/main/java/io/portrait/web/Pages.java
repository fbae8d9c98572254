package io.portrait.web;

/** The rule for pages of a list. */
final class Pages {

    /** Before which a first page begins: the largest number that a browser holds exactly, as Swagger UI sends it back. */
    static final String FROM_THE_NEWEST = "9007199254740991";

    private Pages() {}

    static void requireLimit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw ProblemException.badRequest(
                    "invalid-limit", "limit must be in [1, %d], is %d".formatted(most, limit));
        }
    }
}

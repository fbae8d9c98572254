package io.portrait.web;

/** The rule for pages of a list. */
final class Pages {

    private Pages() {}

    static void requireLimit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw ProblemException.badRequest(
                    "invalid-limit", "limit must be in [1, %d], is %d".formatted(most, limit));
        }
    }
}

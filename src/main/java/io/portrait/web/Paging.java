package io.portrait.web;

/** The rule for pages of a list. */
final class Paging {

    /** Before which a first page begins: the largest number that a browser holds exactly, as Swagger UI sends it back. */
    static final String FIRST_PAGE = "9007199254740991";

    private Paging() {}

    static void requireLimit(int limit, int max) {
        if (limit < 1 || limit > max) {
            throw ProblemException.badRequest("invalid-limit", "limit must be in [1, %d], is %d".formatted(max, limit));
        }
    }
}

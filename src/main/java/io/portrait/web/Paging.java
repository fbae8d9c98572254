package io.portrait.web;

/** The rules for pages of a list. */
final class Paging {

    /** The {@code before} of the first page: the largest integer that JavaScript represents exactly, for Swagger UI. */
    static final String FIRST_PAGE = "9007199254740991";

    private Paging() {}

    static void requireLimit(int limit, int max) {
        if (limit < 1 || limit > max) {
            throw ProblemCode.INVALID_LIMIT.problem("limit must be in [1, %d], is %d".formatted(max, limit));
        }
    }
}

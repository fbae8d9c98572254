package io.portrait.model.searchclick;

import io.portrait.kernel.UserId;

/**
 * A search of a person.
 *
 * @param number identifies the search; another search has another number
 */
public record PersonSearch(UserId person, long number) {}

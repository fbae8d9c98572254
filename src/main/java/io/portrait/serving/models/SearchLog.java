package io.portrait.serving.models;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import java.util.List;
import java.util.UUID;

/** The served search results and the first clicks on their items. The module that stores served lists implements it. */
public interface SearchLog {

    /**
     * A position in the log.
     *
     * @param listNumber the number of the last list that was read
     * @param journalPosition the journal position up to which clicks were read
     */
    record SearchLogOffset(long listNumber, long journalPosition) {}

    /**
     * An item of a served list.
     *
     * @param priorRelevance the relevance that the caller gave to the item
     */
    record LoggedItem(ItemId item, double priorRelevance) {}

    /**
     * A served search result.
     *
     * @param number lists become visible in the order of their numbers
     * @param user the person who searched
     * @param items in the order in which they were shown
     */
    record LoggedSearch(long number, UUID listId, UserId user, String query, List<LoggedItem> items) {}

    /**
     * The first click on an item of a served search result.
     *
     * @param user the person who searched
     * @param rank of the item in the list, from 1
     */
    record LoggedClick(long listNumber, UserId user, String query, int rank, LoggedItem item) {}

    /**
     * The next search results.
     *
     * @param after the number of the last list that was read
     */
    List<LoggedSearch> lists(long after, int limit);

    /**
     * The clicks up to one position of the log that were not visible at an earlier one, because the click or its list is newer.
     *
     * @param lists all lists between the two positions
     */
    List<LoggedClick> clicks(List<LoggedSearch> lists, SearchLogOffset from, SearchLogOffset to);
}

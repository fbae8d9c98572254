package io.portrait.catalog;

/** What became of one item of a batch. */
public enum UpsertResult {
    CREATED,
    UPDATED,
    UNCHANGED,
    /** The catalogue has as many topics as it may have. */
    TOO_MANY_TOPICS
}

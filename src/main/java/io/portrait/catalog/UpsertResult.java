package io.portrait.catalog;

/** The result of writing one item of a batch. */
public enum UpsertResult {
    CREATED,
    UPDATED,
    UNCHANGED,
    /** The catalog has reached its limit of topics. */
    TOO_MANY_TOPICS
}

package io.portrait.catalog;

/** The result of writing one item of a batch. */
public enum UpsertResult {
    CREATED,
    UPDATED,
    UNCHANGED,
    /** The catalog has reached its limit of topics. */
    TOO_MANY_TOPICS,
    /** The key has created as many topics as one key may. */
    TOPIC_QUOTA_REACHED,
    /** The key has created as many items as one key may. */
    ITEM_QUOTA_REACHED;

    /** A check whether the item was not stored. */
    public boolean isRejected() {
        return this == TOO_MANY_TOPICS || this == TOPIC_QUOTA_REACHED || this == ITEM_QUOTA_REACHED;
    }
}

package io.portrait.rating;

import java.util.Locale;

/** The predictors of a rating, each built on those before it; the last one serves. */
public enum Component {
    /** {@link ItemMeans}: what everybody thinks of the item. */
    ITEM_MEANS,
    /** {@link ForgettingBiases}: the item, and how generous the user has been of late. */
    FORGETTING_BIASES,
    /** {@link Posterior}: the item, and the user's mood and taste in topics. */
    POSTERIOR,
    /** {@link ReplayedVectors} on the residual of the posterior. */
    REPLAYED_VECTORS,
    /** {@link Neighbours} on the residual of the posterior. */
    ITEM_NEIGHBOURS,
    /** {@link Stack} of all of them. */
    STACK;

    /** The name in answers and tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

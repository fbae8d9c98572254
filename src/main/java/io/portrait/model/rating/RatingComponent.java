package io.portrait.model.rating;

import java.util.Locale;

/** The predictors of a rating, each built on those before it; the last one serves. */
public enum RatingComponent {
    /** {@link ItemMeans}: what everybody thinks of the item. */
    ITEM_MEANS,
    /** {@link TemporalBiases}: the item, and how generous the user has been of late. */
    TEMPORAL_BIASES,
    /** {@link UserTasteFilter}: the item, and the user's mood and taste in topics. */
    USER_TASTE_FILTER,
    /** {@link MatrixFactorization} on the residual of the posterior. */
    MATRIX_FACTORIZATION,
    /** {@link ItemSimilarities} on the residual of the posterior. */
    ITEM_KNN,
    /** {@link StackedRegression} of all of them. */
    STACKED;

    /** The name in answers and tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.portrait.model.rating;

import java.util.Locale;

/** The predictors of a rating, each built on those before it; the last one is served. */
public enum RatingComponent {
    /** {@link ItemMeans}: the item's mean rating. */
    ITEM_MEANS,
    /** {@link TemporalBiases}: an item bias and a recent user bias. */
    TEMPORAL_BIASES,
    /** {@link UserTasteFilter}: the item's mean, the user's biases and taste in topics. */
    USER_TASTE_FILTER,
    /** {@link MatrixFactorization} on the residual of the user taste filter. */
    MATRIX_FACTORIZATION,
    /** {@link ItemKnn} on the residual of the user taste filter. */
    ITEM_KNN,
    /** {@link StackedRegression} of all the others. */
    STACKED;

    /** The name in responses and reports, such as {@code item-means}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

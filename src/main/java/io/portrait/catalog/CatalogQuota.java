package io.portrait.catalog;

import java.util.Optional;

/**
 * What a caller may still create.
 *
 * @param keyId the key that is charged; empty: none
 * @param items the number of further items
 * @param topics the number of further topics
 */
record CatalogQuota(Optional<String> keyId, long items, long topics) {

    /** No quota: the limits of the catalog alone apply. */
    static final CatalogQuota UNLIMITED = new CatalogQuota(Optional.empty(), Long.MAX_VALUE, Long.MAX_VALUE);
}

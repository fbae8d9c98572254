package io.portrait.catalog;

import java.util.Optional;

/**
 * The numbers of items and topics that a caller may still create.
 *
 * @param keyId the key whose quota is used; empty if there is no quota
 * @param items the number of further items
 * @param topics the number of further topics
 */
record CatalogQuota(Optional<String> keyId, long items, long topics) {

    /** No quota: the limits of the catalog alone apply. */
    static final CatalogQuota UNLIMITED = new CatalogQuota(Optional.empty(), Long.MAX_VALUE, Long.MAX_VALUE);
}

package io.portrait.ingest.format;

import io.portrait.kernel.ItemId;
import java.time.Instant;

/**
 * A description of an item in quarantine.
 *
 * @param id a digest of the content
 * @param content JSON as in {@code PUT /v1/items}
 * @param persons the number of persons whose events described the item with exactly this content; bounded by
 *     {@link QuarantineProperties#maxPersons}
 */
public record QuarantinedItem(String id, ItemId itemId, String content, int persons, Instant firstAt) {}

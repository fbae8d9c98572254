package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.Collection;

/**
 * The record of the ids that are more than an anonymous id: the owner or the person has used them by name. No client may link
 * such an id to a person.
 */
public interface KnownIds {

    /**
     * Marks ids as known, for example because a token was issued or a consent was stored for them. It runs in the caller's
     * transaction, which must have locked the {@link SuppressionList}, so that no append links the ids at the same time.
     */
    void markKnown(Collection<UserId> ids);
}

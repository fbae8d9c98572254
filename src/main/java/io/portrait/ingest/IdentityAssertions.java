package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.Optional;

/** The check of identity tokens, by which the owner states who sends an event. */
@FunctionalInterface
public interface IdentityAssertions {

    /**
     * The authority that a token gives to an event that links two ids.
     *
     * @param keyId the key that the event was sent with
     * @param user the user id of the event
     * @param linkedId the id to be linked to the user
     * @return {@code CLIENT} if the token is not valid for this key and user
     */
    LinkAuthority authorityOf(String token, String keyId, UserId user, Optional<UserId> linkedId);
}

package io.portrait.profile;

import io.portrait.kernel.UserId;

/** Users whose profiles are stored and must not be used, because they restricted or objected to the processing. */
public interface ProfileRestrictions {

    /** Restricts the use of a user's profile, or lifts the restriction, in the caller's transaction. */
    void setRestricted(UserId user, boolean restricted);
}

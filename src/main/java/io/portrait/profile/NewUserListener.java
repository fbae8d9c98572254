package io.portrait.profile;

import io.portrait.kernel.UserId;
import java.util.List;

/** Is told of users whose first row is about to be written, in the transaction that writes it. */
@FunctionalInterface
public interface NewUserListener {

    /**
     * These users have no row yet.
     *
     * @param users in the order of their ids
     */
    void onNewUsers(List<UserId> users);
}

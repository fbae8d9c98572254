package io.portrait.profile;

import io.portrait.kernel.UserId;
import java.util.List;

/** A callback for users whose first row is about to be written, in the transaction that writes it. */
@FunctionalInterface
public interface NewUserListener {

    /**
     * Called before the rows are written.
     *
     * @param users users without a row, in ascending order of their ids
     */
    void onNewUsers(List<UserId> users);
}

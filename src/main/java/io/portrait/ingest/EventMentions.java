package io.portrait.ingest;

import io.portrait.kernel.PersonalData.RecordSink;
import io.portrait.kernel.UserId;
import java.util.Set;

/**
 * The mentions of a person outside of the person's own rows: the ids in events of other persons, and dead letters that name
 * the person in any field. They are found by reading whole tables, so this takes no locks and runs outside of the transaction
 * of an erasure.
 */
public interface EventMentions {

    /**
     * Deletes the dead letters that mention any of the ids, and removes the ids from the events of other persons. It repeats
     * without harm.
     */
    void remove(Set<UserId> ids);

    /** Exports the dead letters, and of each event of another person its time and type, but nothing about that person. */
    void export(Set<UserId> ids, RecordSink records);
}

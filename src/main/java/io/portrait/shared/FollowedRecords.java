package io.portrait.shared;

import io.portrait.ingest.Journal;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * A person's part in the models that are in memory alone: to be without it, they learn again what is left. Before the
 * journal, which tells whether there is any.
 */
@Component
@Order(0)
class FollowedRecords implements PersonalData {

    private final Journal journal;
    private final JdbcChoiceGeneration generation;

    FollowedRecords(Journal journal, JdbcChoiceGeneration generation) {
        this.journal = journal;
        this.generation = generation;
    }

    @Override
    public void erase(UserId user) {
        if (!journal.history(user, Long.MAX_VALUE, 1).isEmpty()) {
            generation.next();
        }
    }

    /** Nothing is stored; what was learned are the journal's events. */
    @Override
    public void export(UserId user, Records records) {}
}

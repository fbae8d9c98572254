package io.portrait.serving.models;

import io.portrait.access.consent.ConsentListener;
import io.portrait.access.consent.ConsentState;
import io.portrait.ingest.JournalReader;
import io.portrait.kernel.UserId;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The listener that makes the global models relearn when a person with journal entries enters or leaves one of them by a
 * change of consent.
 */
@Component
class ModelConsentListener implements ConsentListener {

    private final JournalReader journal;
    private final JdbcModelRemovals removals;

    /**
     * A listener.
     *
     * @param journal lazy, because the journal calls the module of consent when persons are merged
     */
    ModelConsentListener(@Lazy JournalReader journal, JdbcModelRemovals removals) {
        this.journal = journal;
        this.removals = removals;
    }

    @Override
    public void onConsentChange(UserId user, ConsentState before, ConsentState after) {
        boolean changed = !new ModelParticipation(before).equals(new ModelParticipation(after));
        if (changed && journal.hasEntries(user)) {
            removals.addConsentChange();
        }
    }
}

package io.portrait.access.consent;

import io.portrait.ingest.IdentityMergeListener;
import io.portrait.ingest.SuppressionList;
import io.portrait.ingest.SuppressionScope;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The rule for the consent of merged persons: the most restrictive consent of all ids applies to each of them, so no
 * refusal is lost. A later split does not undo this, because processing must not resume without a new decision of the
 * person.
 */
@Component
class StrictestConsent implements IdentityMergeListener {

    private final JdbcConsents store;
    private final SuppressionList suppressionList;
    private final Clock clock;

    StrictestConsent(JdbcConsents store, SuppressionList suppressionList, Clock clock) {
        this.store = store;
        this.suppressionList = suppressionList;
        this.clock = clock;
    }

    @Override
    public void onMerged(Set<UserId> ids, Set<UserId> unconfirmedIds) {
        Optional<ConsentState> strictest =
                ids.stream().flatMap(id -> store.find(id).stream()).reduce(ConsentState::mostRestrictive);
        strictest.ifPresent(state -> ids.forEach(id -> save(id, state, unconfirmedIds.contains(id))));
    }

    private void save(UserId id, ConsentState state, boolean inherited) {
        if (!store.find(id).equals(Optional.of(state))) {
            SuppressionScope scope = store.save(id, state, clock.instant(), inherited);
            suppressionList.suppress(id, state.suppressionReasons(), scope);
        }
    }

    /** A decision that reached an id through a link that was wrong does not apply to it. */
    @Override
    public void onBecameUserIds(Set<UserId> ids) {
        ids.forEach(store::deleteInherited);
    }
}

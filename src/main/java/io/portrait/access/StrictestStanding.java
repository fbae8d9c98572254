package io.portrait.access;

import io.portrait.ingest.MergeRule;
import io.portrait.ingest.SubjectGate;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Of two persons who turn out to be one, the stricter decision holds under each of their ids, so that no refusal is lost.
 * It stays so if they are taken apart again: what somebody has once refused is not taken up again without being asked.
 */
@Component
class StrictestStanding implements MergeRule {

    private final JdbcStandings store;
    private final SubjectGate gate;
    private final Clock clock;

    StrictestStanding(JdbcStandings store, SubjectGate gate, Clock clock) {
        this.store = store;
        this.gate = gate;
        this.clock = clock;
    }

    @Override
    public void joined(Set<UserId> ids) {
        Optional<Standing> strictest =
                ids.stream().flatMap(id -> store.find(id).stream()).reduce(Standing::strictest);
        strictest.ifPresent(standing -> ids.forEach(id -> hold(id, standing)));
    }

    private void hold(UserId id, Standing standing) {
        if (!store.find(id).equals(Optional.of(standing))) {
            store.keep(id, standing, clock.instant());
            gate.refuse(id, standing.refusals());
        }
    }
}

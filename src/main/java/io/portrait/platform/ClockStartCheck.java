package io.portrait.platform;

import io.portrait.kernel.ClockJump;
import io.portrait.platform.JdbcClockStore.ClockState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The check of the system's clock at a start, where the monotonic clock has no earlier reading: against the database's clock and the newest
 * time in the database.
 */
final class ClockStartCheck {

    private final ClockProperties limits;

    ClockStartCheck(ClockProperties limits) {
        this.limits = limits;
    }

    /**
     * Compares the time of the system's clock with those of the database.
     *
     * @return the jump, if the time is implausible and the settings accept it
     * @throws ImplausibleClockException if the time is implausible and the settings do not accept it
     */
    Optional<ClockJump> check(Instant now, ClockState state) {
        Optional<Contradiction> contradiction = contradiction(now, state);
        if (contradiction.isPresent() && !limits.acceptJump()) {
            throw new ImplausibleClockException("The clock of this machine says %s, but %s."
                    .formatted(now, contradiction.get().reason()));
        }
        return contradiction.map(found -> new ClockJump(found.expected(), now, ClockJump.Decision.ACCEPTED));
    }

    private record Contradiction(Instant expected, String reason) {}

    private Optional<Contradiction> contradiction(Instant now, ClockState state) {
        Instant database = state.databaseTime();
        if (Duration.between(database, now).abs().compareTo(limits.maxForwardJump()) > 0) {
            return Optional.of(new Contradiction(database, "the clock of the database says " + database));
        }
        return state.lastSeen().flatMap(lastSeen -> contradiction(now, lastSeen));
    }

    private Optional<Contradiction> contradiction(Instant now, Instant lastSeen) {
        Duration downtime = Duration.between(lastSeen, now);
        if (downtime.compareTo(limits.maxDowntime()) > 0) {
            return Optional.of(new Contradiction(
                    lastSeen,
                    "the newest time in the database is %s, more than portrait.clock.max-downtime (%s) earlier"
                            .formatted(lastSeen, limits.maxDowntime())));
        }
        if (downtime.negated().compareTo(limits.maxForwardJump()) > 0) {
            return Optional.of(new Contradiction(lastSeen, "the database was used at %s already".formatted(lastSeen)));
        }
        return Optional.empty();
    }
}

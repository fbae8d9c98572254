package io.portrait.web;

import io.portrait.kernel.KeyRole;
import io.portrait.profile.Profiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the service keeps up, for those who run it. */
@RestController
@Tag(name = "Operations")
class StatusController {

    private final Profiles profiles;
    private final Clock clock;

    StatusController(Profiles profiles, Clock clock) {
        this.profiles = profiles;
        this.clock = clock;
    }

    @GetMapping("/v1/operations")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(
            summary = "How the profiles keep up with the events",
            description = "The difference of `position` between two answers is what came in between.")
    StatusResponse status() {
        return StatusResponse.of(profiles.projectionStatus(), clock.instant());
    }

    @Schema(name = "Progress")
    record StatusResponse(
            Instant at,

            @Schema(description = "events that ever asked for a place in the journal, of all instances")
            long position,

            @Schema(description = "accepted events that no profile shows yet; counted up to 2,000 a shard")
            long waiting,

            @Schema(description = "for how long the oldest of them has waited, in seconds")
            double lagSeconds,

            @Schema(description = "how many there are; an estimate beyond 100,000")
            long profiles) {

        private static final double MILLIS = 1_000;

        static StatusResponse of(Profiles.ProjectionStatus progress, Instant now) {
            double lag = progress.backlog()
                    .oldest()
                    .map(oldest -> Duration.between(oldest, now).toMillis() / MILLIS)
                    .orElse(0.0);
            return new StatusResponse(
                    now, progress.position(), progress.backlog().entries(), Math.max(0, lag), progress.profileCount());
        }
    }
}

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

/** The route of the service's status: position, backlog and lag of the profile projection. */
@RestController
@Tag(name = "Operations")
class StatusController {

    private final Profiles profiles;
    private final Clock clock;

    StatusController(Profiles profiles, Clock clock) {
        this.profiles = profiles;
        this.clock = clock;
    }

    @GetMapping("/v1/status")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(
            summary = "Journal position, backlog and lag of the profiles",
            description = "The difference of `position` between two responses is the number of events between them.")
    StatusResponse status() {
        return StatusResponse.of(profiles.projectionStatus(), clock.instant());
    }

    @Schema(name = "Status")
    record StatusResponse(
            Instant at,

            @Schema(description = "the last position of the journal, of all instances")
            long position,

            @Schema(description = "accepted events that no profile shows yet; counted up to 2,000 per shard")
            long waiting,

            @Schema(description = "age of the oldest of them in seconds")
            double lagSeconds,

            @Schema(description = "number of profiles; an estimate above 100,000")
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

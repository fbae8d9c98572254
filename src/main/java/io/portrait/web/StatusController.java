package io.portrait.web;

import io.portrait.kernel.KeyRole;
import io.portrait.profile.Profiles;
import io.portrait.serving.models.GlobalModelStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The route of the service's status: the progress of the profile projection and of the global models. */
@RestController
@Tag(name = "Operations")
class StatusController {

    private static final double MILLIS = 1_000;

    private final Profiles profiles;
    private final GlobalModelStatus models;
    private final Clock clock;

    StatusController(Profiles profiles, GlobalModelStatus models, Clock clock) {
        this.profiles = profiles;
        this.models = models;
        this.clock = clock;
    }

    @GetMapping("/v1/status")
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(
            summary = "Journal position, backlog and lag of the profiles, and progress of the global models",
            description = "The difference of `position` between two responses is the number of events between them.")
    StatusResponse status() {
        return StatusResponse.of(
                profiles.projectionStatus(), ModelStatusResponse.of(models.progress(), models.lags()), clock.instant());
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
            long profiles,

            @Schema(description = "the global models of the instance that answers")
            ModelStatusResponse models) {

        static StatusResponse of(Profiles.ProjectionStatus progress, ModelStatusResponse models, Instant now) {
            double lag = progress.backlog()
                    .oldest()
                    .map(oldest -> Duration.between(oldest, now).toMillis() / MILLIS)
                    .orElse(0.0);
            return new StatusResponse(
                    now,
                    progress.position(),
                    progress.backlog().entries(),
                    Math.max(0, lag),
                    progress.profileCount(),
                    models);
        }
    }

    @Schema(name = "ModelLag")
    record ModelLagResponse(
            @Schema(
                    description = "the name of the model",
                    allowableValues = {"next-item", "fraud", "click", "rating", "search-click"})
            String model,

            @Schema(description = "journal positions that it had not learned when it last looked")
            long waiting,

            @Schema(description = "the time before which it has learned all accepted events; null just after a start")
            @Nullable
            Instant asOf,

            @Schema(description = "the age of `asOf` in seconds; null just after a start") @Nullable
            Double lagSeconds) {

        static ModelLagResponse of(GlobalModelStatus.ModelLag lag) {
            return new ModelLagResponse(
                    lag.model(),
                    lag.waiting(),
                    lag.asOf().orElse(null),
                    lag.lag().map(duration -> duration.toMillis() / MILLIS).orElse(null));
        }
    }

    @Schema(name = "ModelStatus")
    record ModelStatusResponse(
            @Schema(
                    description =
                            "whether the models have learned the journal; if not, answers say `modelReady: false`")
            boolean ready,

            @Schema(description = "the journal position that they have learned")
            long position,

            @Schema(description = "journal positions that they have not learned yet")
            long waiting,

            @Schema(description = "the number of removals of persons that they were learned after")
            long generation,

            @Schema(description = "the number of all removals; if it is higher, the models are relearned soon")
            long newestGeneration,

            @Schema(description = "the journal position of the models that are relearned; null if there are none")
            @Nullable
            Long relearnedPosition,

            @Schema(description = "the lag of each model behind the journal")
            List<ModelLagResponse> lags) {

        static ModelStatusResponse of(GlobalModelStatus.ModelProgress progress, List<GlobalModelStatus.ModelLag> lags) {
            return new ModelStatusResponse(
                    progress.ready(),
                    progress.position(),
                    progress.waiting(),
                    progress.generation(),
                    progress.newestGeneration(),
                    progress.relearnedPosition().orElse(null),
                    lags.stream().map(ModelLagResponse::of).toList());
        }
    }
}

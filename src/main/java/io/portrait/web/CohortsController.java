package io.portrait.web;

import io.portrait.kernel.KeyRole;
import io.portrait.release.CohortDefinition;
import io.portrait.release.CohortOutcome;
import io.portrait.release.CohortRelease;
import io.portrait.release.CohortStatistic;
import io.portrait.release.CohortStatistic.Cohort;
import io.portrait.release.CohortStatistic.CohortKind;
import io.portrait.release.CohortStatistic.CohortMeasure;
import io.portrait.release.CohortStatistics;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The routes of the cohort statistics, which are differentially private for each person. */
@RestController
@Tag(name = "Privacy")
class CohortsController {

    private static final int SHOWN_RELEASES = 10;

    private final CohortStatistics cohorts;

    CohortsController(CohortStatistics cohorts) {
        this.cohorts = cohorts;
    }

    @GetMapping("/v1/cohorts")
    @AllowedRoles({KeyRole.PARTNER, KeyRole.PUBLIC, KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(summary = "The registered statistics and their privacy guarantee")
    CohortsResponse list() {
        return new CohortsResponse(
                CohortPrivacyResponse.of(cohorts.guarantee()),
                cohorts.statistics().stream().map(CohortStatisticResponse::of).toList());
    }

    @GetMapping("/v1/cohorts/{name}")
    @AllowedRoles({KeyRole.PARTNER, KeyRole.PUBLIC, KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(
            summary = "A statistic with its newest releases",
            description = "Reading a release costs no privacy budget.")
    @ApiResponse(responseCode = "404", description = "`cohort-not-found`")
    CohortResponse statistic(@PathVariable String name) {
        CohortStatistic statistic = cohorts.find(name).orElseThrow(CohortsController::notFound);
        return new CohortResponse(
                CohortStatisticResponse.of(statistic),
                CohortPrivacyResponse.of(cohorts.guarantee()),
                cohorts.releases(name, SHOWN_RELEASES).stream()
                        .map(this::toResponse)
                        .toList());
    }

    @PostMapping("/v1/cohorts")
    @AllowedRoles(KeyRole.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Register a statistic",
            description =
                    "The definition is public and cannot be changed. The statistic is released once a period, from the"
                            + " next period on, while the privacy budget lasts.")
    @ApiResponse(responseCode = "400", description = "`invalid-cohort` with all reasons")
    @ApiResponse(responseCode = "409", description = "`cohort-exists`")
    CohortStatisticResponse register(@RequestBody CohortRequest request) {
        CohortOutcome outcome = cohorts.register(request.toDefinition());
        if (outcome instanceof CohortOutcome.Registered(CohortStatistic statistic)) {
            return CohortStatisticResponse.of(statistic);
        }
        throw problem(outcome);
    }

    @PostMapping("/v1/cohorts/{name}/releases")
    @Bulkhead(RequestClass.COHORT_RELEASE)
    @AllowedRoles(KeyRole.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Release a statistic now, for the current period",
            description = "Otherwise it is released at the beginning of the next period.")
    @ApiResponse(responseCode = "404", description = "`cohort-not-found`")
    @ApiResponse(responseCode = "409", description = "`privacy-budget-exhausted`, `already-released`")
    CohortReleaseResponse release(@PathVariable String name) {
        CohortOutcome outcome = cohorts.release(name);
        if (outcome instanceof CohortOutcome.Released(CohortRelease release)) {
            return toResponse(release);
        }
        throw problem(outcome);
    }

    private ProblemException problem(CohortOutcome outcome) {
        return switch (outcome) {
            case CohortOutcome.NotFound unknown -> notFound();
            case CohortOutcome.NameTaken taken ->
                ProblemCode.COHORT_EXISTS.problem(
                        "there is already a statistic with this name, and a statistic cannot be changed");
            case CohortOutcome.InvalidDefinition(List<String> reasons) ->
                ProblemCode.INVALID_COHORT.problem(String.join("; ", reasons));
            case CohortOutcome.AlreadyReleased(long period) ->
                ProblemCode.ALREADY_RELEASED.problem(
                        "it was already released in the period that began at " + cohorts.periodStart(period));
            case CohortOutcome.BudgetExhausted(double spent, double budget) ->
                ProblemCode.PRIVACY_BUDGET_EXHAUSTED.problem(
                        "the releases of the last %d days have spent %.5f of rho = %.5f; earlier releases stay readable"
                                .formatted(cohorts.guarantee().window().toDays(), spent, budget));
            case CohortOutcome.Registered registered -> throw new IllegalStateException("no problem: " + registered);
            case CohortOutcome.Released released -> throw new IllegalStateException("no problem: " + released);
        };
    }

    private static ProblemException notFound() {
        return ProblemCode.COHORT_NOT_FOUND.problem("there is no such statistic");
    }

    private CohortReleaseResponse toResponse(CohortRelease release) {
        return new CohortReleaseResponse(
                cohorts.periodStart(release.period()),
                release.releasedAt(),
                release.noiseStd(),
                release.values().entrySet().stream()
                        .map(cohort -> new CohortValueResponse(cohort.getKey(), cohort.getValue()))
                        .toList());
    }

    record CohortRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "buyers-by-interest") @Nullable
            String name,

            @Nullable String description,

            @Schema(description = "`rules` (default): the listed cohorts; `topics`: one for each topic in the data")
            @Nullable
            String kind,

            @Nullable List<CohortRule> cohorts,

            @Schema(description = "the default counts people") @Nullable
            MeasureBody measure) {

        CohortDefinition toDefinition() {
            List<CohortRule> rules = Objects.requireNonNullElse(cohorts, List.of());
            return new CohortDefinition(
                    Objects.requireNonNullElse(name, ""),
                    Objects.requireNonNullElse(description, ""),
                    kindOf(Objects.requireNonNullElse(kind, "rules")),
                    rules.stream()
                            .map(cohort -> new Cohort(
                                    Objects.requireNonNullElse(cohort.name(), ""),
                                    Objects.requireNonNullElse(cohort.rule(), "")))
                            .toList(),
                    measure == null
                            ? CohortMeasure.COUNT
                            : new CohortMeasure(Objects.requireNonNullElse(measure.of(), ""), measure.cap()));
        }

        private static CohortKind kindOf(String kind) {
            return switch (kind) {
                case "rules" -> CohortKind.RULES;
                case "topics" -> CohortKind.TOPICS;
                default -> throw ProblemCode.INVALID_COHORT.problem("kind must be `rules` or `topics`");
            };
        }
    }

    record CohortRule(
            @Nullable String name,

            @Schema(description = "a rule as of a segment") @Nullable
            String rule) {}

    record MeasureBody(
            @Schema(description = "a number of the profile, such as `activity.spent`") @Nullable
            String of,

            @Schema(description = "larger values count as this one")
            double cap) {}

    record CohortsResponse(CohortPrivacyResponse privacy, List<CohortStatisticResponse> cohorts) {}

    record CohortResponse(
            CohortStatisticResponse cohort, CohortPrivacyResponse privacy, List<CohortReleaseResponse> releases) {}

    record CohortStatisticResponse(
            String name,
            String description,
            String kind,
            List<CohortRule> cohorts,
            @Nullable MeasureBody measure,
            Instant registeredAt) {

        static CohortStatisticResponse of(CohortStatistic statistic) {
            CohortMeasure measure = statistic.measure();
            return new CohortStatisticResponse(
                    statistic.name(),
                    statistic.description(),
                    statistic.kind().name().toLowerCase(Locale.ROOT),
                    statistic.cohorts().stream()
                            .map(cohort -> new CohortRule(cohort.name(), cohort.rule()))
                            .toList(),
                    measure.equals(CohortMeasure.COUNT) ? null : new MeasureBody(measure.expression(), measure.cap()),
                    statistic.registeredAt());
        }
    }

    record CohortReleaseResponse(
            Instant period,
            Instant releasedAt,

            @Schema(description = "standard deviation of the noise of each value")
            double noiseStd,

            List<CohortValueResponse> values) {}

    record CohortValueResponse(
            String cohort,

            @Schema(description = "number of people, or sum of the measure, with noise; may be negative")
            double value) {}
}

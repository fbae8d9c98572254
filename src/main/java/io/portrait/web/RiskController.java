package io.portrait.web;

import io.portrait.access.consent.ConsentPurpose;
import io.portrait.ingest.IdentityGraph;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.UserId;
import io.portrait.serving.models.RiskScorer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The route that assesses the fraud risk of a payment. */
@RestController
@Tag(name = "Decisions")
class RiskController {

    private final RiskScorer riskScorer;
    private final IdentityGraph identities;
    private final ConsentedPersons consentedPersons;
    private final Clock clock;

    RiskController(RiskScorer riskScorer, IdentityGraph identities, ConsentedPersons consentedPersons, Clock clock) {
        this.riskScorer = riskScorer;
        this.identities = identities;
        this.consentedPersons = consentedPersons;
        this.clock = clock;
    }

    @PostMapping("/v1/risk")
    @Audited
    @AllowedRoles(KeyRole.INTERNAL)
    @Operation(
            summary = "The fraud probability of a payment with its reasons",
            description =
                    "The request does not change the model. The model learns from the `transaction` event, and from a"
                            + " later one with the same `properties.transactionId` and `properties.fraud`, which needs no"
                            + " amount. With few labels the probability is drawn towards the base rate. Without consent"
                            + " to `risk` only the amount, the time and the merchant are used. The contributions of the"
                            + " reasons add up to the log-odds of the probability.")
    @ApiResponse(responseCode = "200", description = "the probability with its reasons")
    @ApiResponse(responseCode = "400", description = "`invalid-id`, `invalid-amount`")
    RiskResponse risk(@RequestBody RiskRequest request, HttpServletRequest servletRequest) {
        UserId user = IdParameters.user(Objects.requireNonNullElse(request.userId(), ""));
        AuditFilter.setSubject(servletRequest, user);
        TransactionRequest transaction = Objects.requireNonNullElse(request.transaction(), TransactionRequest.EMPTY);
        Instant at = transaction.timestamp() == null
                ? clock.instant()
                : transaction.timestamp().toInstant();
        return RiskResponse.of(riskScorer.assess(
                consentedPersons.ifPermitted(user, ConsentPurpose.RISK).map(identities::personOf),
                Optional.ofNullable(transaction.merchant()),
                at,
                amount(transaction)));
    }

    private static double amount(TransactionRequest transaction) {
        Double amount = transaction.amount();
        if (amount == null || !(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
            throw ProblemCode.INVALID_AMOUNT.problem(
                    "transaction.amount must be a number of at least 0, is %s".formatted(amount));
        }
        return amount;
    }

    /** A payment of a person. */
    record RiskRequest(@Nullable String userId, @Nullable TransactionRequest transaction) {}

    /** The data of the payment. */
    record TransactionRequest(
            @Nullable Double amount,
            @Nullable String currency,
            @Nullable String merchant,
            @Nullable String category,
            @Nullable String channel,

            @Schema(description = "default: now") @Nullable OffsetDateTime timestamp) {

        static final TransactionRequest EMPTY = new TransactionRequest(null, null, null, null, null, null);
    }

    /** The assessment. The score equals the probability. */
    record RiskResponse(
            double score,
            double probability,

            @Schema(
                    description = "`unknown` until the model has learned enough labels",
                    allowableValues = {"unknown", "low", "medium", "high"})
            String level,

            @Schema(description = "the number of labels that the model has learned")
            long examples,

            @Schema(
                    description =
                            "false while the model has not learned the events so far, as after a start without one")
            boolean modelReady,

            @Schema(description = RankController.LEARNED_AS_OF) @Nullable
            Instant modelAsOf,

            List<RiskReasonResponse> reasons) {

        static RiskResponse of(RiskScorer.RiskDecision decision) {
            return new RiskResponse(
                    decision.probability(),
                    decision.probability(),
                    decision.level().name().toLowerCase(Locale.ROOT),
                    decision.examples(),
                    decision.modelReady(),
                    decision.modelAsOf().orElse(null),
                    decision.assessment().reasons().stream()
                            .map(reason -> new RiskReasonResponse(reason.code(), reason.contribution()))
                            .toList());
        }
    }

    record RiskReasonResponse(String feature, double contribution) {}
}

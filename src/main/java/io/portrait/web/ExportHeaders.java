package io.portrait.web;

import io.portrait.access.audit.AuditReader;
import io.portrait.access.consent.ConsentPurpose;
import io.portrait.access.consent.ConsentState;
import io.portrait.access.consent.Consents;
import io.portrait.ingest.IngestProperties;
import io.portrait.kernel.UserId;
import io.portrait.serving.recommend.RecommendationProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** The header of a person's data export: purposes, retention, recipients and logic of the profiling. */
@Component
class ExportHeaders {

    private static final List<String> LOGIC = List.of(
            "Interests: every event adds to sums by topic, which decay with half-lives of 1, 7 and 30 days.",
            "Activity: counts of events, amounts, hours, channels and sessions.",
            "Models: small linear models learn from each event what the person engages with. Their parameters are under"
                    + " 'parameters'.",
            "Global models: models of all users together learn from the events which items follow each other, which"
                    + " ads and search results are clicked, how items are rated, and which payments are fraud.",
            "Recommendations, rankings and risk assessments are computed from these on request. A part of a list may"
                    + " be chosen at random to learn what is missing (exploration). Served lists are logged with the"
                    + " feedback to them.",
            "Outside readers get only sums by topic with added noise, and statistics over many people with added noise"
                    + " (see /v1/privacy/policy).");

    private static final List<String> RECIPIENTS = List.of(
            "the owner's own services: the exact profile",
            "holders of partner and public keys: the noisy profile and noisy statistics over many people");

    private static final String UNTIL_ERASED = "until the person is erased";

    /** The information that the GDPR requires with the data (article 15). */
    record ExportHeader(
            String userId,
            Instant exportedAt,
            List<PurposeConsentResponse> purposes,
            boolean restricted,
            boolean objected,
            RetentionPeriods retention,
            List<String> recipients,
            List<String> logic) {}

    record PurposeConsentResponse(String purpose, boolean permitted) {}

    record RetentionPeriods(
            String events, String profile, String servedLists, String rejectedEvents, String auditLog) {}

    private final Consents consents;
    private final AuditReader auditReader;
    private final IngestProperties ingestion;
    private final RecommendationProperties recommendation;
    private final Clock clock;

    ExportHeaders(
            Consents consents,
            AuditReader auditReader,
            IngestProperties ingestion,
            RecommendationProperties recommendation,
            Clock clock) {
        this.consents = consents;
        this.auditReader = auditReader;
        this.ingestion = ingestion;
        this.recommendation = recommendation;
        this.clock = clock;
    }

    ExportHeader of(UserId user) {
        ConsentState consent = consents.stateOf(user);
        return new ExportHeader(
                user.value(),
                clock.instant(),
                Arrays.stream(ConsentPurpose.values())
                        .map(purpose -> new PurposeConsentResponse(
                                purpose.label(), consent.permitted().contains(purpose)))
                        .toList(),
                consent.restricted(),
                consent.objected(),
                retention(),
                RECIPIENTS,
                LOGIC);
    }

    private RetentionPeriods retention() {
        return new RetentionPeriods(
                ingestion.retention() == null
                        ? UNTIL_ERASED
                        : ingestion.retention().toString(),
                UNTIL_ERASED,
                recommendation.servedListRetention().toString(),
                ingestion.deadLetterRetention().toString(),
                auditReader.retention().toString());
    }
}

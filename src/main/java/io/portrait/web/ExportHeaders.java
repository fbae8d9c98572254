package io.portrait.web;

import io.portrait.access.audit.AuditReader;
import io.portrait.access.consent.ConsentPurpose;
import io.portrait.access.consent.ConsentState;
import io.portrait.access.consent.Consents;
import io.portrait.access.consent.ExportProperties;
import io.portrait.ingest.IdentityGraph;
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

    private static final String UNTIL_ERASED = "until the person is erased";

    /**
     * The information that the GDPR requires with the data (article 15).
     *
     * @param identities all ids of the person
     * @param owner the statements of the owner
     */
    record ExportHeader(
            String userId,
            List<String> identities,
            Instant exportedAt,
            List<PurposeConsentResponse> purposes,
            boolean restricted,
            boolean objected,
            List<String> categories,
            List<String> sources,
            List<String> recipients,
            RetentionPeriods retention,
            List<String> logic,
            List<String> consequences,
            List<String> rights,
            List<String> owner) {}

    record PurposeConsentResponse(String purpose, String description, boolean permitted) {}

    /** The storage period of each kind of data, as an ISO 8601 duration or in words. */
    record RetentionPeriods(
            String events,
            String profile,
            String models,
            String noisySums,
            String decisions,
            String servedLists,
            String rejectedEvents,
            String requests,
            String auditLog,
            String afterErasure) {}

    private final Consents consents;
    private final AuditReader auditReader;
    private final IngestProperties ingestion;
    private final RecommendationProperties recommendation;
    private final ExportProperties properties;
    private final IdentityGraph identityGraph;
    private final Clock clock;

    ExportHeaders(
            Consents consents,
            AuditReader auditReader,
            IngestProperties ingestion,
            RecommendationProperties recommendation,
            ExportProperties properties,
            IdentityGraph identityGraph,
            Clock clock) {
        this.consents = consents;
        this.auditReader = auditReader;
        this.ingestion = ingestion;
        this.recommendation = recommendation;
        this.properties = properties;
        this.identityGraph = identityGraph;
        this.clock = clock;
    }

    ExportHeader of(UserId user) {
        ConsentState consent = consents.stateOf(user);
        return new ExportHeader(
                user.value(),
                identityGraph.idsOf(identityGraph.personOf(user)).stream()
                        .map(UserId::value)
                        .toList(),
                clock.instant(),
                purposes(consent),
                consent.restricted(),
                consent.objected(),
                ExportTexts.CATEGORIES,
                ExportTexts.SOURCES,
                ExportTexts.RECIPIENTS,
                retention(),
                ExportTexts.LOGIC,
                ExportTexts.CONSEQUENCES,
                ExportTexts.RIGHTS,
                properties.statements());
    }

    private static List<PurposeConsentResponse> purposes(ConsentState consent) {
        return Arrays.stream(ConsentPurpose.values())
                .map(purpose -> new PurposeConsentResponse(
                        purpose.label(),
                        ExportTexts.ofPurpose(purpose),
                        consent.permitted().contains(purpose)))
                .toList();
    }

    private RetentionPeriods retention() {
        return new RetentionPeriods(
                ingestion.retention() == null
                        ? UNTIL_ERASED
                        : ingestion.retention().toString(),
                UNTIL_ERASED,
                "as long as the events; models learn the remaining events again when some are deleted",
                UNTIL_ERASED + "; older contributions fade with their half-life",
                UNTIL_ERASED,
                recommendation.servedListRetention().toString(),
                ingestion.deadLetterRetention().toString(),
                "without limit; without the id of the person after an erasure",
                auditReader.retention().toString(),
                "a keyed hash of each id, by which later events are suppressed, and the audit log, which has such hashes only");
    }
}

package io.portrait.web;

import io.portrait.access.audit.AuditReader;
import io.portrait.access.consent.ConsentPurpose;
import io.portrait.access.consent.ConsentState;
import io.portrait.access.consent.Consents;
import io.portrait.access.consent.PersonalDataExport;
import io.portrait.ingest.IngestProperties;
import io.portrait.kernel.UserId;
import io.portrait.profile.Profiles;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes everything that is stored about a person, row by row. */
@Component
class SubjectExport {

    private static final List<String> LOGIC = List.of(
            "Every event adds to sums by topic that fade with time (half-lives of 1, 7 and 30 days): the interests.",
            "Counts of events, amounts, hours, channels and sessions are kept: the activity.",
            "Small linear models learn from each event what the person engages with: the models. Their parameters are"
                    + " under 'parameters'.",
            "Recommendations, rankings and judgements of risk are computed from these when they are asked for.",
            "Readers outside see none of this, but sums by topic with noise added (see /v1/privacy/policy).");

    private static final List<String> RECIPIENTS =
            List.of("the owner's own services: exact", "holders of partner and public keys: the noised profile only");

    private static final String UNTIL_ERASED = "until the person is erased";

    /** What the law asks to be told with the data. */
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

    record RetentionPeriods(String events, String profile, String rejectedEvents, String auditLog) {}

    private final PersonalDataExport personalData;
    private final Profiles profiles;
    private final ExactProfileAssembler exactProfiles;
    private final Consents consents;
    private final AuditReader auditReader;
    private final IngestProperties limits;
    private final JsonMapper json;
    private final Clock clock;

    SubjectExport(
            PersonalDataExport records,
            Profiles profiles,
            ExactProfileAssembler exactProfiles,
            Consents consents,
            AuditReader audit,
            IngestProperties limits,
            JsonMapper json,
            Clock clock) {
        this.personalData = records;
        this.profiles = profiles;
        this.exactProfiles = exactProfiles;
        this.consents = consents;
        this.auditReader = audit;
        this.limits = limits;
        this.json = json;
        this.clock = clock;
    }

    /** One object; the rows are its {@code records}. */
    void writeJson(UserId user, HttpServletResponse response) throws IOException {
        try (Writer out = open(response, MediaType.APPLICATION_JSON_VALUE)) {
            out.write("{\"about\":" + json.writeValueAsString(header(user)));
            for (Map.Entry<String, Object> part : readableParts(user).entrySet()) {
                out.write(",\"%s\":%s".formatted(part.getKey(), json.writeValueAsString(part.getValue())));
            }
            out.write(",\"records\":[");
            AtomicReference<String> separator = new AtomicReference<>("\n");
            personalData.writeTo(user, (table, row) -> write(out, separator.getAndSet(",\n") + record(table, row)));
            out.write("]}");
        }
    }

    /** A line for each part and row. */
    void writeNdjson(UserId user, HttpServletResponse response) throws IOException {
        try (Writer out = open(response, MediaType.APPLICATION_NDJSON_VALUE)) {
            out.write(json.writeValueAsString(Map.of("about", header(user))) + "\n");
            for (Map.Entry<String, Object> part : readableParts(user).entrySet()) {
                out.write(json.writeValueAsString(Map.of(part.getKey(), part.getValue())) + "\n");
            }
            personalData.writeTo(user, (table, row) -> write(out, record(table, row) + "\n"));
        }
    }

    private static Writer open(HttpServletResponse response, String type) throws IOException {
        response.setContentType(type);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"portrait-export\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
    }

    private static void write(Writer out, String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The row is JSON already, as the database gave it. */
    private static String record(String table, String row) {
        return "{\"table\":\"%s\",\"row\":%s}".formatted(table, row);
    }

    /** What the profile's bytes say. */
    private Map<String, Object> readableParts(UserId user) {
        Map<String, Object> parts = new LinkedHashMap<>();
        profiles.find(user).ifPresent(profile -> {
            parts.put("profile", exactProfiles.assemble(profile));
            parts.put("parameters", ParametersResponse.of(profile));
        });
        return parts;
    }

    private ExportHeader header(UserId user) {
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
                limits.retention() == null ? UNTIL_ERASED : limits.retention().toString(),
                UNTIL_ERASED,
                limits.deadLetterRetention().toString(),
                auditReader.retention().toString());
    }
}

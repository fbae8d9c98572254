package io.portrait.web;

import io.portrait.access.AuditTrail;
import io.portrait.access.Purpose;
import io.portrait.access.Standing;
import io.portrait.access.Standings;
import io.portrait.access.StoredRecords;
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
    record About(
            String userId,
            Instant exportedAt,
            List<PurposeAnswer> purposes,
            boolean restricted,
            boolean objected,
            Retention retention,
            List<String> recipients,
            List<String> logic) {}

    record PurposeAnswer(String purpose, boolean permitted) {}

    record Retention(String events, String profile, String rejectedEvents, String auditLog) {}

    private final StoredRecords records;
    private final Profiles profiles;
    private final ExactProfiles exactProfiles;
    private final Standings standings;
    private final AuditTrail audit;
    private final IngestProperties limits;
    private final JsonMapper json;
    private final Clock clock;

    SubjectExport(
            StoredRecords records,
            Profiles profiles,
            ExactProfiles exactProfiles,
            Standings standings,
            AuditTrail audit,
            IngestProperties limits,
            JsonMapper json,
            Clock clock) {
        this.records = records;
        this.profiles = profiles;
        this.exactProfiles = exactProfiles;
        this.standings = standings;
        this.audit = audit;
        this.limits = limits;
        this.json = json;
        this.clock = clock;
    }

    /** One object; the rows are its {@code records}. */
    void json(UserId user, HttpServletResponse response) throws IOException {
        try (Writer out = open(response, MediaType.APPLICATION_JSON_VALUE)) {
            out.write("{\"about\":" + json.writeValueAsString(about(user)));
            for (Map.Entry<String, Object> part : readable(user).entrySet()) {
                out.write(",\"%s\":%s".formatted(part.getKey(), json.writeValueAsString(part.getValue())));
            }
            out.write(",\"records\":[");
            AtomicReference<String> separator = new AtomicReference<>("\n");
            records.of(user, (table, row) -> write(out, separator.getAndSet(",\n") + record(table, row)));
            out.write("]}");
        }
    }

    /** A line for each part and row. */
    void lines(UserId user, HttpServletResponse response) throws IOException {
        try (Writer out = open(response, MediaType.APPLICATION_NDJSON_VALUE)) {
            out.write(json.writeValueAsString(Map.of("about", about(user))) + "\n");
            for (Map.Entry<String, Object> part : readable(user).entrySet()) {
                out.write(json.writeValueAsString(Map.of(part.getKey(), part.getValue())) + "\n");
            }
            records.of(user, (table, row) -> write(out, record(table, row) + "\n"));
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
    private Map<String, Object> readable(UserId user) {
        Map<String, Object> parts = new LinkedHashMap<>();
        profiles.find(user).ifPresent(profile -> {
            parts.put("profile", exactProfiles.of(profile));
            parts.put("parameters", ParametersAnswer.of(profile));
        });
        return parts;
    }

    private About about(UserId user) {
        Standing standing = standings.of(user);
        return new About(
                user.value(),
                clock.instant(),
                Arrays.stream(Purpose.values())
                        .map(purpose -> new PurposeAnswer(
                                purpose.label(), standing.permitted().contains(purpose)))
                        .toList(),
                standing.restricted(),
                standing.objected(),
                retention(),
                RECIPIENTS,
                LOGIC);
    }

    private Retention retention() {
        return new Retention(
                limits.retention() == null ? UNTIL_ERASED : limits.retention().toString(),
                UNTIL_ERASED,
                limits.deadLetterRetention().toString(),
                audit.retention().toString());
    }
}

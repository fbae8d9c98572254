package io.portrait.web;

import io.portrait.access.consent.PersonalDataExport;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.UserId;
import io.portrait.profile.EpochContribution;
import io.portrait.profile.Profiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The writer of a person's data export, row by row. It writes to a file, because rows are read within a transaction. */
@Component
class SubjectExport {

    /** The table of the global models. Their parameters of a person depend on the events of other persons. */
    private static final String GLOBAL_MODELS_TABLE = "model_snapshot_chunk";

    private final PersonalDataExport personalData;
    private final Profiles profiles;
    private final ExactProfileAssembler exactProfiles;
    private final ExportHeaders headers;
    private final JsonMapper json;

    SubjectExport(
            PersonalDataExport personalData,
            Profiles profiles,
            ExactProfileAssembler exactProfiles,
            ExportHeaders headers,
            JsonMapper json) {
        this.personalData = personalData;
        this.profiles = profiles;
        this.exactProfiles = exactProfiles;
        this.headers = headers;
        this.json = json;
    }

    /**
     * Writes one JSON object; the rows are its {@code records}.
     *
     * @param role the reader's role; records that depend on other persons are only for the owner
     */
    void writeJson(UserId user, KeyRole role, OutputStream target) throws IOException {
        try (Writer out = open(target)) {
            out.write("{\"about\":" + json.writeValueAsString(headers.of(user)));
            for (Map.Entry<String, Object> part : readableParts(user).entrySet()) {
                out.write(",\"%s\":%s".formatted(part.getKey(), json.writeValueAsString(part.getValue())));
            }
            out.write(",\"records\":[");
            AtomicReference<String> separator = new AtomicReference<>("\n");
            writeRecords(user, role, record -> write(out, separator.getAndSet(",\n") + record));
            out.write("]}");
        }
    }

    /** Writes one JSON object per line, for each part and row. */
    void writeNdjson(UserId user, KeyRole role, OutputStream target) throws IOException {
        try (Writer out = open(target)) {
            out.write(json.writeValueAsString(Map.of("about", headers.of(user))) + "\n");
            for (Map.Entry<String, Object> part : readableParts(user).entrySet()) {
                out.write(json.writeValueAsString(Map.of(part.getKey(), part.getValue())) + "\n");
            }
            writeRecords(user, role, record -> write(out, record + "\n"));
        }
    }

    private void writeRecords(UserId user, KeyRole role, Consumer<String> records) {
        personalData.writeTo(user, (table, row) -> {
            if (role == KeyRole.ADMIN || !table.equals(GLOBAL_MODELS_TABLE)) {
                records.accept(record(table, row));
            }
        });
    }

    private static Writer open(OutputStream target) {
        return new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8));
    }

    private static void write(Writer out, String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON of a row. The database has converted the row to JSON already. */
    private static String record(String table, String row) {
        return "{\"table\":\"%s\",\"row\":%s}".formatted(table, row);
    }

    /** The sums by topic, in event weights, that an epoch adds to the noisy sums before noise. */
    record ContributionResponse(long epoch, Map<String, Double> sums) {

        static ContributionResponse of(EpochContribution contribution) {
            Map<String, Double> sums = new TreeMap<>();
            contribution
                    .sums()
                    .forEach((topic, units) -> sums.put(topic.path(), (double) units / EpochContribution.UNIT));
            return new ContributionResponse(contribution.epoch(), sums);
        }
    }

    /** The readable form of the stored profile. */
    private Map<String, Object> readableParts(UserId user) {
        Map<String, Object> parts = new LinkedHashMap<>();
        profiles.find(user).ifPresent(profile -> {
            parts.put("profile", exactProfiles.assembleForPerson(profile));
            parts.put("parameters", ParametersResponse.of(profile));
            parts.put(
                    "contributions",
                    profiles.contributions(profile.user()).stream()
                            .map(ContributionResponse::of)
                            .toList());
        });
        return parts;
    }
}

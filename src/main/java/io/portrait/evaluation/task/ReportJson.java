package io.portrait.evaluation.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** A report as JSON. */
public final class ReportJson {

    private static final JsonMapper JSON = new JsonMapper();

    private ReportJson() {}

    /** {@code {"task":…,"facts":{…},"rows":[{"learner":…,"figures":{…}}]}}. */
    public static String of(EvaluationReport report) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report);
    }

    /** Writes it to a file. */
    public static void write(EvaluationReport report, Path file) throws IOException {
        Files.writeString(file, of(report) + "\n");
    }
}

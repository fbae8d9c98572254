package io.portrait.evaluation.task;

import tools.jackson.databind.json.JsonMapper;

/** The JSON form of a report: {@code {"task":…,"facts":{…},"rows":[{"learner":…,"figures":{…}}]}}. */
final class ReportJson {

    private static final JsonMapper JSON = new JsonMapper();

    private ReportJson() {}

    static String of(EvaluationReport report) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report);
    }
}

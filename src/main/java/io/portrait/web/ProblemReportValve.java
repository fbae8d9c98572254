package io.portrait.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Tomcat's answer to a request that it refuses itself, such as one with an invalid character in its path, as a problem. */
final class ProblemReportValve extends ErrorReportValve {

    private static final String HINT =
            "the request line or a header is malformed: encode ids in the path, or send them as ?userId= or ?id=";

    @Override
    protected void report(Request request, Response response, @Nullable Throwable fault) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            byte[] body = problem(status).getBytes(StandardCharsets.UTF_8);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // The connection is closed, or the response is already being written: there is nothing left to answer.
        }
    }

    private static String problem(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        String detail = status == HttpStatus.BAD_REQUEST.value() ? HINT : title;
        String code =
                ProblemCode.ofFrameworkError(status).map(ProblemCode::code).orElse("http-" + status);
        return "{\"detail\":\"%s\",\"status\":%d,\"title\":\"%s\",\"code\":\"%s\"}"
                .formatted(detail, status, title, code);
    }
}

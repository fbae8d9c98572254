package io.portrait.web;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be answered as asked, with a stable code for programs. */
final class ProblemException extends ErrorResponseException {

    static final String CODE = "code";
    private static final URI PROFILES = URI.create("/v1/profiles");
    private static final int STORAGE_RETRY_SECONDS = 10;

    ProblemException(HttpStatus status, String code, String detail) {
        super(status, problem(status, code, detail), null);
    }

    static ProblemDetail problem(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty(CODE, code);
        return problem;
    }

    static ProblemException notFound(String code, String detail) {
        return new ProblemException(HttpStatus.NOT_FOUND, code, detail);
    }

    /** The same bytes for every user who is not there, whatever the reason. */
    static ProblemException profileNotFound() {
        return notFound("profile-not-found", "there is no such profile").withInstance(PROFILES);
    }

    /** Room is made by people, so it is of no use to come back within a second. */
    static ProblemException storageFull() {
        return new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "storage-full",
                        "there is no room to keep more: nothing was acknowledged, send it again when there is")
                .retryAfter(STORAGE_RETRY_SECONDS);
    }

    static ProblemException badRequest(String code, String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, code, detail);
    }

    /** Says more, for programs. */
    ProblemException withProperty(String name, Object value) {
        getBody().setProperty(name, value);
        return this;
    }

    /** Names what the problem is about; otherwise that is the request's path. */
    ProblemException withInstance(URI instance) {
        getBody().setInstance(instance);
        return this;
    }

    ProblemException retryAfter(int seconds) {
        getHeaders().set("Retry-After", Integer.toString(seconds));
        return this;
    }
}

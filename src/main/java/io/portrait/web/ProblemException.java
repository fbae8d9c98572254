package io.portrait.web;

import java.net.URI;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An error response in the format of RFC 9457, with a stable code for programs. */
final class ProblemException extends ErrorResponseException {

    static final String CODE = "code";

    /** The name of the property with a JSON pointer into the body. */
    static final String POINTER = "pointer";

    private static final URI PROFILES = URI.create("/v1/profiles");
    private static final int STORAGE_RETRY_SECONDS = 10;

    /** The longest text for people, because a text may repeat a value of the request. */
    private static final int MAX_DETAIL = 1_000;

    /** Use {@link ProblemCode#problem}, except for a code that another module has chosen. */
    ProblemException(HttpStatus status, String code, String detail) {
        super(status, body(status, code, detail), null);
    }

    private static ProblemDetail body(HttpStatus status, String code, String detail) {
        String text = detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "…";
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, text);
        body.setProperty(CODE, code);
        return body;
    }

    /** A missing profile. The response is the same for every reason, so that it does not reveal which ids exist. */
    static ProblemException profileNotFound() {
        return ProblemCode.PROFILE_NOT_FOUND.problem("there is no such profile").withInstance(PROFILES);
    }

    /** A full disk. An operator has to free space, so clients should wait longer than for other failures. */
    static ProblemException storageFull() {
        return ProblemCode.STORAGE_FULL
                .problem("the disk is full: nothing was acknowledged, send it again when there is space")
                .retryAfter(STORAGE_RETRY_SECONDS);
    }

    /** The code for programs. */
    String code() {
        return String.valueOf(Objects.requireNonNull(getBody().getProperties()).get(CODE));
    }

    /** The text for people. */
    String detail() {
        return String.valueOf(getBody().getDetail());
    }

    /** Adds a property for programs. */
    ProblemException withProperty(String name, Object value) {
        getBody().setProperty(name, value);
        return this;
    }

    /** Sets the resource that the problem is about; the default is the request's path. */
    ProblemException withInstance(URI instance) {
        getBody().setInstance(instance);
        return this;
    }

    ProblemException retryAfter(int seconds) {
        getHeaders().set("Retry-After", Integer.toString(seconds));
        return this;
    }
}

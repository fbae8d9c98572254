package io.portrait.web;

import io.portrait.access.audit.AuditUnavailableException;
import io.portrait.access.consent.SubjectErasedException;
import io.portrait.ingest.IntakeUnavailableException;
import io.portrait.ingest.UnreadableBatchException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error becomes {@code application/problem+json} with a stable code (RFC 9457). */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final int RETRY_SECONDS = 1;

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unreadableBatch(UnreadableBatchException e, WebRequest request) {
        HttpStatus status = switch (e.reason()) {
            case INVALID_JSON, TRACKING_BATCH_TOO_LARGE -> HttpStatus.BAD_REQUEST;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
        };
        return respond(new ProblemException(status, e.code(), String.valueOf(e.getMessage())), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> intakeUnavailable(IntakeUnavailableException e, WebRequest request) {
        return respond(problemOf(e), request);
    }

    private static ProblemException problemOf(IntakeUnavailableException e) {
        return switch (e.reason()) {
            case OVERLOADED ->
                new ProblemException(
                                HttpStatus.TOO_MANY_REQUESTS,
                                "overloaded",
                                e.getMessage() + ": send the batch again later")
                        .retryAfter(RETRY_SECONDS);
            case STORAGE_FULL -> ProblemException.storageFull();
            case JOURNAL_UNAVAILABLE ->
                new ProblemException(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "journal-unavailable",
                                e.getMessage() + ": nothing was acknowledged, send the batch again")
                        .retryAfter(RETRY_SECONDS);
        };
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> subjectErased(SubjectErasedException e, WebRequest request) {
        return respond(
                new ProblemException(HttpStatus.CONFLICT, "subject-erased", String.valueOf(e.getMessage())), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> auditUnavailable(AuditUnavailableException e, WebRequest request) {
        ProblemException problem = new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE, "audit-unavailable", e.getMessage() + ": nothing was done, try again");
        return respond(problem.retryAfter(RETRY_SECONDS), request);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class
    })
    @Nullable
    ResponseEntity<Object> databaseUnavailable(Exception e, WebRequest request) {
        log.warn("The database does not answer: {}", e.toString());
        ProblemException problem = new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE, "database-unavailable", "the database does not answer: try again");
        return respond(problem.retryAfter(RETRY_SECONDS), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unexpectedError(RuntimeException e, WebRequest request) {
        log.error("A request could not be answered", e);
        return respond(
                new ProblemException(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal-error",
                        "the service failed; the log of this time says why"),
                request);
    }

    private @Nullable ResponseEntity<Object> respond(ErrorResponseException e, WebRequest request) {
        return handleExceptionInternal(e, e.getBody(), e.getHeaders(), e.getStatusCode(), request);
    }

    /** Gives Spring's own problems a code too. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        @Nullable ResponseEntity<Object> response = super.handleExceptionInternal(e, body, headers, status, request);
        if (response != null
                && response.getBody() instanceof ProblemDetail problem
                && (problem.getProperties() == null || !problem.getProperties().containsKey(ProblemException.CODE))) {
            problem.setProperty(ProblemException.CODE, code(status));
        }
        return response;
    }

    private static String code(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> "bad-request";
            case 404 -> "no-such-route";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 413 -> "body-too-large";
            case 415 -> "unsupported-media-type";
            default -> "http-" + status.value();
        };
    }
}

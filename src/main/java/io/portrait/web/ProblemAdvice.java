package io.portrait.web;

import io.portrait.access.audit.AuditUnavailableException;
import io.portrait.access.consent.SubjectErasedException;
import io.portrait.access.consent.SubjectRateExceededException;
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

/** The exception advice: turns every error into {@code application/problem+json} with a stable code (RFC 9457). */
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
        ProblemException problem = switch (e.reason()) {
            case OVERLOADED -> retryable(ProblemCode.OVERLOADED, e.getMessage() + ": send the batch again later");
            case STORAGE_FULL -> ProblemException.storageFull();
            case JOURNAL_UNAVAILABLE ->
                retryable(
                        ProblemCode.JOURNAL_UNAVAILABLE,
                        e.getMessage() + ": nothing was acknowledged, send the batch again");
        };
        return respond(problem, request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> subjectErased(SubjectErasedException e, WebRequest request) {
        return respond(ProblemCode.SUBJECT_ERASED.problem(String.valueOf(e.getMessage())), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> subjectRateExceeded(SubjectRateExceededException e, WebRequest request) {
        return respond(
                ProblemCode.SUBJECT_RATE_LIMITED
                        .problem(String.valueOf(e.getMessage()))
                        .retryAfter((int) e.retryAfter().toSeconds() + 1),
                request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> auditUnavailable(AuditUnavailableException e, WebRequest request) {
        return respond(
                retryable(ProblemCode.AUDIT_UNAVAILABLE, e.getMessage() + ": nothing was done, try again"), request);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class
    })
    @Nullable
    ResponseEntity<Object> databaseUnavailable(Exception e, WebRequest request) {
        log.warn("The database does not answer: {}", e.toString());
        return respond(retryable(ProblemCode.DATABASE_UNAVAILABLE, "the database does not answer: try again"), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unexpectedError(RuntimeException e, WebRequest request) {
        log.error("A request failed", e);
        return respond(
                ProblemCode.INTERNAL_ERROR.problem("the service failed; the log of this time has the cause"), request);
    }

    private static ProblemException retryable(ProblemCode code, String detail) {
        return code.problem(detail).retryAfter(RETRY_SECONDS);
    }

    private @Nullable ResponseEntity<Object> respond(ErrorResponseException e, WebRequest request) {
        return handleExceptionInternal(e, e.getBody(), e.getHeaders(), e.getStatusCode(), request);
    }

    /** Adds a code to the problems that Spring itself has found. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        @Nullable ResponseEntity<Object> response = super.handleExceptionInternal(e, body, headers, status, request);
        if (response != null
                && response.getBody() instanceof ProblemDetail problem
                && (problem.getProperties() == null || !problem.getProperties().containsKey(ProblemException.CODE))) {
            problem.setProperty(ProblemException.CODE, codeOf(status));
        }
        return response;
    }

    private static String codeOf(HttpStatusCode status) {
        return ProblemCode.ofFrameworkError(status.value())
                .map(ProblemCode::code)
                .orElse("http-" + status.value());
    }
}

package io.portrait.web;

import io.portrait.access.audit.AuditUnavailableException;
import io.portrait.access.consent.SubjectErasedException;
import io.portrait.access.consent.SubjectRateExceededException;
import io.portrait.ingest.IntakeUnavailableException;
import io.portrait.ingest.UnreadableBatchException;
import io.portrait.kernel.JsonErrors;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

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

    /** A body that is not JSON, or has a field of another name or type than the route expects. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return respond(unreadableBody(e.getCause()), request);
    }

    private static ProblemException unreadableBody(@Nullable Throwable cause) {
        return switch (cause) {
            case ProblemException problem -> problem;
            case JacksonException e -> invalidBody(e);
            case null, default ->
                ProblemCode.BAD_REQUEST.problem("the body cannot be read: send a JSON object in UTF-8");
        };
    }

    /** The problem of a body that is not JSON, or does not have the form that the route expects. */
    static ProblemException invalidBody(JacksonException e) {
        String pointer = JsonErrors.pointer(e);
        ProblemCode code = codeOf(e);
        String place =
                code == ProblemCode.INVALID_JSON ? "the body is not JSON" : pointer.isEmpty() ? "the body" : pointer;
        return code.problem(place + ": " + JsonErrors.describe(e)).withProperty(ProblemException.POINTER, pointer);
    }

    /** The code of an error in JSON. */
    static ProblemCode codeOf(JacksonException e) {
        return switch (e) {
            case InputCoercionException range -> ProblemCode.BAD_REQUEST;
            case StreamReadException syntax -> ProblemCode.INVALID_JSON;
            case UnrecognizedPropertyException unknown -> ProblemCode.UNKNOWN_FIELD;
            default -> ProblemCode.BAD_REQUEST;
        };
    }

    /** A body whose fields have the right types and wrong values. */
    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = e.getBindingResult().getFieldErrors();
        Class<?> body = e.getParameter().getParameterType();
        String detail = errors.stream()
                .map(error -> JsonFieldNames.pointer(body, error.getField()) + ": " + remark(error))
                .sorted()
                .collect(Collectors.joining("; "));
        ProblemException problem = ProblemCode.BAD_REQUEST.problem(detail);
        errors.stream()
                .map(error -> JsonFieldNames.pointer(body, error.getField()))
                .min(Comparator.naturalOrder())
                .ifPresent(pointer -> problem.withProperty(ProblemException.POINTER, pointer));
        return respond(problem, request);
    }

    /** The message of a broken rule; those of sizes begin with a noun. */
    private static String remark(FieldError error) {
        String message = String.valueOf(error.getDefaultMessage());
        return message.startsWith("size ") ? "its " + message : "it " + message;
    }

    /** A parameter of the path or query that has not the type it should have. */
    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = e instanceof MethodArgumentTypeMismatchException mismatch
                ? mismatch.getName()
                : Objects.requireNonNullElse(e.getPropertyName(), "a parameter");
        return respond(
                ProblemCode.BAD_REQUEST.problem(
                        "the parameter '%s' must be %s".formatted(name, JsonErrors.expected(e.getRequiredType()))),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemException problem =
                ProblemCode.UNSUPPORTED_MEDIA_TYPE.problem("send the body as " + supportedTypes(e) + ", in UTF-8");
        problem.getHeaders().putAll(headers);
        return respond(problem, request);
    }

    private static String supportedTypes(HttpMediaTypeNotSupportedException e) {
        String types = e.getSupportedMediaTypes().stream()
                .filter(type -> type.getSubtype().contains("json") && !type.isWildcardSubtype())
                .map(MediaType::toString)
                .collect(Collectors.joining(" or "));
        return types.isEmpty() ? MediaType.APPLICATION_JSON_VALUE : types;
    }

    /** Adds a code to the problems that Spring itself has found. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpHeaders withType = new HttpHeaders(headers);
        withType.setContentType(MediaType.APPLICATION_PROBLEM_JSON); // also where the caller accepts another type only
        @Nullable ResponseEntity<Object> response = super.handleExceptionInternal(e, body, withType, status, request);
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

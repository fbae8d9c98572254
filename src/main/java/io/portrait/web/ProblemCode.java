package io.portrait.web;

import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * The stable error codes of the API, each with its status and meaning. The table of errors in {@code src/docs/api.md} is
 * generated from them.
 */
enum ProblemCode {
    ALREADY_RELEASED(HttpStatus.CONFLICT, "the cohort statistic was already released in this period"),
    AUDIT_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "the audit log cannot be written; nothing was done"),
    BAD_REQUEST(
            HttpStatus.BAD_REQUEST,
            "the request is malformed, or a parameter or field has a wrong type or value; `pointer` names the field"),
    BATCH_MISSING(HttpStatus.BAD_REQUEST, "the body of a tracking request has no array `batch`"),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "the body has more bytes than allowed; 400 on the tracking routes"),
    BODY_TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "the body did not arrive in time; the connection ends"),
    BUSY(HttpStatus.SERVICE_UNAVAILABLE, "as many requests of this kind run at the same time as allowed"),
    COHORT_EXISTS(HttpStatus.CONFLICT, "there is already a cohort statistic with this name"),
    COHORT_NOT_FOUND(HttpStatus.NOT_FOUND, "there is no cohort statistic with this name"),
    CROSS_SITE(HttpStatus.FORBIDDEN, "a page of another site uses a development key that the documents name"),
    DATABASE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "the database does not answer"),
    DEAD_LETTER_NOT_FOUND(HttpStatus.NOT_FOUND, "there is no dead letter with this id"),
    EVENTS_MISSING(HttpStatus.BAD_REQUEST, "the body has no array `events`"),
    EXPORT_RUNNING(HttpStatus.CONFLICT, "an export of this person is running already"),
    EXPORT_TOO_LARGE(HttpStatus.UNPROCESSABLE_CONTENT, "the data of the person is larger than an export may be"),
    HISTORY_TOO_LONG(HttpStatus.UNPROCESSABLE_CONTENT, "the profile has more events than a history is computed from"),
    HOST_UNKNOWN(HttpStatus.CONFLICT, "the service does not know its address: `portrait.web.public-url` is not set"),
    IDS_MISSING(HttpStatus.BAD_REQUEST, "the request has no ids"),
    ID_TAKEN(HttpStatus.CONFLICT, "the id belongs to another person"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "the service failed; the log has the cause"),
    INVALID_ACTION(
            HttpStatus.BAD_REQUEST, "the action of an interest control is not `less`, `more`, `never` or `reset`"),
    INVALID_AMOUNT(HttpStatus.BAD_REQUEST, "the amount of a payment is not a number of at least 0"),
    INVALID_AUDIENCE(HttpStatus.BAD_REQUEST, "the audience is not `partner` or `public`"),
    INVALID_COHORT(
            HttpStatus.BAD_REQUEST, "the definition of a cohort statistic is invalid; the detail lists all reasons"),
    INVALID_EVENT(HttpStatus.BAD_REQUEST, "the corrected event is not a JSON object"),
    INVALID_GZIP(
            HttpStatus.BAD_REQUEST,
            "the body is gzip or deflate by its label or first bytes, but cannot be decompressed"),
    INVALID_ID(HttpStatus.BAD_REQUEST, "an id has not 1 to 128 characters, or has characters that no id may contain"),
    INVALID_IDENTITY_TYPE(HttpStatus.BAD_REQUEST, "the `identity_type` of a subject request is not supported"),
    INVALID_ITEMS(
            HttpStatus.BAD_REQUEST, "the items to rank are too few, too many, repeated, or have an invalid number"),
    INVALID_JSON(HttpStatus.BAD_REQUEST, "the body is not JSON, is nested too deep, or has a field twice"),
    INVALID_LIMIT(HttpStatus.BAD_REQUEST, "the number of requested entries or hours is out of its range"),
    INVALID_MAPPINGS(HttpStatus.BAD_REQUEST, "a mapping of a track event has no name or an invalid type"),
    INVALID_NAME(HttpStatus.BAD_REQUEST, "the name of a segment is invalid"),
    INVALID_PERIOD(HttpStatus.BAD_REQUEST, "the period of a history is empty or has too many steps"),
    INVALID_PURPOSE(HttpStatus.BAD_REQUEST, "the purpose is not one of the allowed ones"),
    INVALID_QUERY(HttpStatus.BAD_REQUEST, "the search query is too long"),
    INVALID_REQUEST_TYPE(HttpStatus.BAD_REQUEST, "the `subject_request_type` is not supported"),
    INVALID_RULE(HttpStatus.BAD_REQUEST, "the rule of a segment is invalid; `position` is the place of the error"),
    INVALID_TIME(HttpStatus.BAD_REQUEST, "the time is before the first event of the person"),
    INVALID_TOPIC(HttpStatus.BAD_REQUEST, "the path of a topic is invalid"),
    INVALID_TOPICS(HttpStatus.BAD_REQUEST, "the topics cannot become a version of the public topic catalog"),
    ITEMS_MISSING(HttpStatus.BAD_REQUEST, "the body has no array `items`"),
    ITEM_NOT_FOUND(HttpStatus.NOT_FOUND, "there is no item with this id, or no person has interacted with it yet"),
    JOURNAL_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "the journal cannot be written; no event was acknowledged"),
    KEY_EXPIRED(HttpStatus.CONFLICT, "the key has expired, so it cannot be rotated"),
    KEY_NOT_FOUND(HttpStatus.NOT_FOUND, "there is no key with this id"),
    KEY_REQUIRED(HttpStatus.UNAUTHORIZED, "the request has no valid key or token"),
    KEY_ROTATED(HttpStatus.CONFLICT, "the key was rotated already"),
    LINK_NOT_CONFIRMED(
            HttpStatus.CONFLICT, "a client has linked the id to a person, and the owner has not confirmed it"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "the path does not support this method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "the response has no representation of the accepted media types"),
    NOT_MERGED(HttpStatus.CONFLICT, "the id is not merged into this person"),
    OVERLOADED(HttpStatus.TOO_MANY_REQUESTS, "too many events wait for the journal"),
    PLACEHOLDER_ID(HttpStatus.BAD_REQUEST, "the id of the person is a placeholder, such as `undefined` or `guest`"),
    PRIVACY_BUDGET_EXHAUSTED(HttpStatus.CONFLICT, "the privacy budget of the window is spent"),
    PROCESSING_RESTRICTED(HttpStatus.FORBIDDEN, "the person has restricted or objected to the processing"),
    PROFILE_NOT_FOUND(HttpStatus.NOT_FOUND, "there is no profile, or the caller may not know whether there is one"),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "the key has used its requests of the window"),
    REQUEST_NOT_FOUND(HttpStatus.NOT_FOUND, "there is no subject request with this id"),
    ROUTE_NOT_FOUND(HttpStatus.NOT_FOUND, "there is no such path"),
    SEGMENT_NOT_FOUND(HttpStatus.NOT_FOUND, "there is no segment with this name"),
    STORAGE_FULL(HttpStatus.SERVICE_UNAVAILABLE, "the disk is full; nothing was acknowledged"),
    SUBJECT_ERASED(HttpStatus.CONFLICT, "the person was erased"),
    SUBJECT_RATE_LIMITED(
            HttpStatus.TOO_MANY_REQUESTS, "the person was erased, or changed their consent, as often as allowed"),
    TOO_MANY_EVENTS(HttpStatus.CONTENT_TOO_LARGE, "the batch has too many events; 400 on the tracking routes"),
    TOO_MANY_EXPORTS(HttpStatus.TOO_MANY_REQUESTS, "as many exports run as allowed"),
    TOO_MANY_FAILURES(HttpStatus.TOO_MANY_REQUESTS, "the address has sent too many invalid keys"),
    TOO_MANY_IDS(
            HttpStatus.CONFLICT, "the person has as many ids as allowed; 400 where a request names too many items"),
    TOO_MANY_INTEREST_CONTROLS(HttpStatus.UNPROCESSABLE_CONTENT, "the person controls as many topics as allowed"),
    TOO_MANY_ITEMS(HttpStatus.CONTENT_TOO_LARGE, "the batch has too many items"),
    TOO_MANY_REQUESTS(
            HttpStatus.TOO_MANY_REQUESTS,
            "the address has as many requests at the same time as allowed; the connection ends"),
    TOO_MANY_SEGMENTS(HttpStatus.CONFLICT, "there are as many segments as allowed"),
    TOO_MANY_STREAMS(HttpStatus.TOO_MANY_REQUESTS, "as many profile streams are open as allowed"),
    TOPIC_IN_USE(HttpStatus.CONFLICT, "an item has the topic, or outside readers see it"),
    TOPIC_NOT_FOUND(HttpStatus.NOT_FOUND, "there is no such topic"),
    UNKNOWN_FIELD(
            HttpStatus.BAD_REQUEST,
            "the body has a field that the route does not know; the detail names the nearest one"),
    UNKNOWN_PARAMETER(
            HttpStatus.BAD_REQUEST,
            "the query has a parameter that the route does not know, or has one twice; the detail names the nearest one"),
    UNSUPPORTED_ENCODING(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the body is compressed by another method than gzip or deflate"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the body has an unsupported media type"),
    WRONG_HOST(HttpStatus.MISDIRECTED_REQUEST, "the service does not answer to this host name"),
    WRONG_KEY_KIND(HttpStatus.FORBIDDEN, "the route does not accept keys of this kind");

    private final HttpStatus status;
    private final String meaning;

    ProblemCode(HttpStatus status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    /** The code as it is sent, such as {@code invalid-id}. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    HttpStatus status() {
        return status;
    }

    String meaning() {
        return meaning;
    }

    /** A problem with this code and its usual status. */
    ProblemException problem(String detail) {
        return new ProblemException(status, code(), detail);
    }

    /** A problem with this code and another status than the usual one. */
    ProblemException problem(HttpStatus otherStatus, String detail) {
        return new ProblemException(otherStatus, code(), detail);
    }

    /** The code of an error that Spring has found; empty if there is none for this status. */
    static Optional<ProblemCode> ofFrameworkError(int status) {
        return switch (status) {
            case 400 -> Optional.of(BAD_REQUEST);
            case 404 -> Optional.of(ROUTE_NOT_FOUND);
            case 405 -> Optional.of(METHOD_NOT_ALLOWED);
            case 406 -> Optional.of(NOT_ACCEPTABLE);
            case 413 -> Optional.of(BODY_TOO_LARGE);
            case 415 -> Optional.of(UNSUPPORTED_MEDIA_TYPE);
            default -> Optional.empty();
        };
    }
}

package io.portrait.access.audit;

/** Thrown when the audit log cannot be written, so an operation that must be audited is not executed. */
public final class AuditUnavailableException extends RuntimeException {

    AuditUnavailableException(String detail) {
        super(detail);
    }
}

package io.portrait.access.audit;

/** The audit log cannot be written, so what must be noted in it is not done. */
public final class AuditUnavailableException extends RuntimeException {

    AuditUnavailableException(String detail) {
        super(detail);
    }
}

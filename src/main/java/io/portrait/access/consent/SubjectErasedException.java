package io.portrait.access.consent;

/** The person was erased, or is being: what was asked for needs somebody who is there. */
public final class SubjectErasedException extends RuntimeException {

    SubjectErasedException(String detail) {
        super(detail);
    }
}

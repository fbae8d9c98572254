package io.portrait.access.consent;

/** Thrown when an operation needs a person who was erased or whose erasure is pending. */
public final class SubjectErasedException extends RuntimeException {

    SubjectErasedException(String detail) {
        super(detail);
    }
}

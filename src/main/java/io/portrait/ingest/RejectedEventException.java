package io.portrait.ingest;

/** Carries a rejection out of the reading of one event; never leaves the reader. */
final class RejectedEventException extends RuntimeException {

    private final Rejection rejection;

    RejectedEventException(Rejection rejection) {
        super(rejection.detail(), null, false, false);
        this.rejection = rejection;
    }

    Rejection rejection() {
        return rejection;
    }
}

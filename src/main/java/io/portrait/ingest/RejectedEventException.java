package io.portrait.ingest;

/** The rejection of one event during parsing; {@link EventParser} catches it. */
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

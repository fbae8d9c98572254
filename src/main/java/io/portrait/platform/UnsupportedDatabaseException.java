package io.portrait.platform;

/** Thrown if the program cannot run on the database. */
final class UnsupportedDatabaseException extends IllegalStateException {

    private final String action;

    UnsupportedDatabaseException(String problem, String action) {
        super(problem);
        this.action = action;
    }

    String action() {
        return action;
    }
}

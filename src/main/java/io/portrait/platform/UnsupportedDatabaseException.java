package io.portrait.platform;

/** The database is not one that this program can run on. */
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

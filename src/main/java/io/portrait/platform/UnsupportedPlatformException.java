package io.portrait.platform;

/** Thrown if the program contains no PostgreSQL for the system and processor that it runs on. */
final class UnsupportedPlatformException extends IllegalStateException {

    UnsupportedPlatformException(String system, String machine, Throwable cause) {
        super(
                "This program contains no PostgreSQL for %s on %s, because it was built on another platform."
                        .formatted(system, machine),
                cause);
    }
}

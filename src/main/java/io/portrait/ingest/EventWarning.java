package io.portrait.ingest;

/**
 * A remark on an accepted event: a part of it was not used, or was made up.
 *
 * @param code a stable code, for programs
 * @param detail the remark, for people
 * @param pointer JSON pointer into the body
 */
public record EventWarning(String code, String detail, String pointer) {}

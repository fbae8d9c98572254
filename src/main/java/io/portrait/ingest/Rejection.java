package io.portrait.ingest;

/**
 * The reason of a rejected event.
 *
 * @param code a stable error code, for programs
 * @param detail the error and how to correct it, for people
 * @param pointer JSON pointer into the body
 */
public record Rejection(String code, String detail, String pointer) {}

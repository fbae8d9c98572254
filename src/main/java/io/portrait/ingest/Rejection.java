package io.portrait.ingest;

/**
 * Why an event was refused.
 *
 * @param code stable, for programs
 * @param detail what is wrong and what would be right, for people
 * @param pointer JSON pointer into the body
 */
public record Rejection(String code, String detail, String pointer) {}

package io.portrait.access;

/**
 * Who makes a request.
 *
 * @param keyId names the key, not its secret
 */
public record Caller(String keyId, KeyKind kind) {}

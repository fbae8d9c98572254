package io.portrait.segment;

import java.time.Instant;

/**
 * A named rule.
 *
 * @param name lower-case letters, digits and dashes, 1 to 64
 * @param text the rule as it was written
 * @param rule the same, read
 */
public record Segment(String name, String text, Rule rule, Instant madeAt) {}

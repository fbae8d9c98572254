package io.portrait.profile.segment;

import java.time.Instant;

/**
 * A named rule.
 *
 * @param name lower-case letters, digits and dashes, 1 to 64
 * @param ruleText the rule as it was written
 * @param rule the same, read
 */
public record Segment(String name, String ruleText, SegmentRule rule, Instant madeAt) {}

package io.portrait.profile.segment;

import java.time.Instant;

/**
 * A named rule over profiles.
 *
 * @param name 1 to 64 lower-case letters, digits and dashes
 * @param ruleText the rule as written
 * @param rule the parsed rule
 */
public record Segment(String name, String ruleText, SegmentRule rule, Instant createdAt) {}

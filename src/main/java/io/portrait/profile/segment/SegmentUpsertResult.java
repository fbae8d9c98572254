package io.portrait.profile.segment;

/** The result of defining a segment. */
public sealed interface SegmentUpsertResult {

    /** The segment is stored and has replaced one of the same name. */
    record SegmentStored(Segment segment) implements SegmentUpsertResult {}

    /** The name is not valid. */
    record InvalidSegmentName(String detail) implements SegmentUpsertResult {}

    /** The rule is not valid. */
    record InvalidSegmentRule(RuleSyntaxException error) implements SegmentUpsertResult {}

    /** The largest number of segments is reached. */
    record TooManySegments(int limit) implements SegmentUpsertResult {}
}

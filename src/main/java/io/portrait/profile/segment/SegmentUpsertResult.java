package io.portrait.profile.segment;

/** What became of a new segment. */
public sealed interface SegmentUpsertResult {

    /** It is there, and replaces one of the same name. */
    record SegmentStored(Segment segment) implements SegmentUpsertResult {}

    /** The name is none. */
    record InvalidSegmentName(String detail) implements SegmentUpsertResult {}

    /** The rule is none. */
    record InvalidSegmentRule(RuleSyntaxException error) implements SegmentUpsertResult {}

    /** There are as many as there may be. */
    record TooManySegments(int limit) implements SegmentUpsertResult {}
}

package io.portrait.segment;

/** What became of a new segment. */
public sealed interface SegmentOutcome {

    /** It is there, and replaces one of the same name. */
    record Stored(Segment segment) implements SegmentOutcome {}

    /** The name is none. */
    record BadName(String detail) implements SegmentOutcome {}

    /** The rule is none. */
    record BadRule(RuleSyntaxException why) implements SegmentOutcome {}

    /** There are as many as there may be. */
    record TooMany(int most) implements SegmentOutcome {}
}

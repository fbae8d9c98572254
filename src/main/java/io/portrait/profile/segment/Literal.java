package io.portrait.profile.segment;

/** A value in a rule, or of a profile. Values of different kinds are never equal. */
public sealed interface Literal {

    /** A number. */
    record NumberLiteral(double value) implements Literal {}

    /** A text, or {@code true} or {@code false}. */
    record TextLiteral(String value) implements Literal {}
}

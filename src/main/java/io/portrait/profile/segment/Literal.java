package io.portrait.profile.segment;

/** A value of a rule or profile. Values of different types are never equal. */
public sealed interface Literal {

    /** A number. */
    record NumberLiteral(double value) implements Literal {}

    /** A text, or a boolean as {@code true} or {@code false}. */
    record TextLiteral(String value) implements Literal {}
}

package io.portrait.profile.segment;

/** A syntax error in a rule, with its position. */
public final class RuleSyntaxException extends IllegalArgumentException {

    private final int position;

    RuleSyntaxException(String reason, int position) {
        super("%s, at character %d".formatted(reason, position + 1));
        this.position = position;
    }

    /** The index of the first character that does not fit; the length of the text where the text ends too early. */
    public int position() {
        return position;
    }
}

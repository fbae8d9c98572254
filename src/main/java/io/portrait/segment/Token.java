package io.portrait.segment;

/**
 * A piece of a rule.
 *
 * @param text the word, the number as written, or what stands between the quotes
 * @param position where it begins
 */
record Token(Kind kind, String text, int position) {

    enum Kind {
        WORD,
        NUMBER,
        TEXT,
        SYMBOL,
        END
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** As an error names it. */
    String shown() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}

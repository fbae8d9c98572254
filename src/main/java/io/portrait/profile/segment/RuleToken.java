package io.portrait.profile.segment;

/**
 * A piece of a rule.
 *
 * @param text the word, the number as written, or what stands between the quotes
 * @param position where it begins
 */
record RuleToken(TokenKind kind, String text, int position) {

    enum TokenKind {
        WORD,
        NUMBER,
        TEXT,
        SYMBOL,
        END
    }

    boolean isWord(String word) {
        return kind == TokenKind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(String symbol) {
        return kind == TokenKind.SYMBOL && text.equals(symbol);
    }

    /** As an error names it. */
    String describe() {
        return kind == TokenKind.END ? "the end" : "'" + text + "'";
    }
}

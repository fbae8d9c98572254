package io.portrait.profile.segment;

/**
 * A token of a rule.
 *
 * @param text the word, the number as written, or the text between the quotes
 * @param position index of its first character
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

    /** The token in an error message. */
    String describe() {
        return kind == TokenKind.END ? "the end" : "'" + text + "'";
    }
}

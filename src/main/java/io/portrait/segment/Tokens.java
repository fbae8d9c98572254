package io.portrait.segment;

import io.portrait.segment.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pieces of a rule, one after the other. */
final class Tokens {

    private static final Pattern PIECE = Pattern.compile("""
            \\s*(?:(?<number>-?\\d{1,15}(?:\\.\\d{1,9})?(?![\\p{L}_]))\
            |(?<word>[\\p{L}_][\\p{L}\\p{N}_/.-]*)\
            |"(?<text>[^"\\p{Cntrl}]*)"\
            |(?<symbol><=|>=|!=|[=<>(),]))""");

    private static final Pattern BLANKS = Pattern.compile("\\s*");

    private final List<Token> tokens = new ArrayList<>();
    private int next;

    /**
     * Cuts the text up.
     *
     * @throws RuleSyntaxException at a character that begins no piece
     */
    Tokens(String text) {
        Matcher piece = PIECE.matcher(text);
        int from = 0;
        while (piece.region(from, text.length()).lookingAt()) {
            tokens.add(token(piece));
            from = piece.end();
        }
        Matcher blanks = BLANKS.matcher(text).region(from, text.length());
        int end = blanks.lookingAt() ? blanks.end() : from;
        if (end < text.length()) {
            throw new RuleSyntaxException(unexpected(text.charAt(end)), end);
        }
        tokens.add(new Token(Kind.END, "", text.length()));
    }

    private static String unexpected(char c) {
        return c == '"' ? "a text that does not end on its line" : "'%s' is not expected".formatted(c);
    }

    private static Token token(Matcher piece) {
        for (Kind kind : List.of(Kind.NUMBER, Kind.WORD, Kind.TEXT, Kind.SYMBOL)) {
            String group = kind.name().toLowerCase(Locale.ROOT);
            if (piece.start(group) >= 0) {
                int opening = kind == Kind.TEXT ? 1 : 0;
                return new Token(kind, piece.group(group), piece.start(group) - opening);
            }
        }
        throw new IllegalStateException("a piece is of one of the kinds");
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token token = peek();
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    /** Takes the next piece if it is this word. */
    boolean takeWord(String word) {
        boolean is = peek().isWord(word);
        if (is) {
            take();
        }
        return is;
    }

    /** Takes the next piece if it is this symbol. */
    boolean takeSymbol(String symbol) {
        boolean is = peek().isSymbol(symbol);
        if (is) {
            take();
        }
        return is;
    }

    /** Takes this symbol. */
    void expectSymbol(String symbol) {
        if (!takeSymbol(symbol)) {
            throw expected("'" + symbol + "'");
        }
    }

    RuleSyntaxException expected(String what) {
        return new RuleSyntaxException("expected %s, found %s".formatted(what, peek().shown()), peek().position());
    }
}

package io.portrait.profile.segment;

import io.portrait.profile.segment.RuleToken.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tokenizer of rules with one token of lookahead. */
final class RuleTokenizer {

    private static final Pattern TOKEN_PATTERN = Pattern.compile("""
            \\s*(?:(?<number>-?\\d{1,15}(?:\\.\\d{1,9})?(?![\\p{L}_]))\
            |(?<word>[\\p{L}_][\\p{L}\\p{N}_/.-]*)\
            |"(?<text>[^"\\p{Cntrl}]*)"\
            |(?<symbol><=|>=|!=|[=<>(),]))""");

    private static final Pattern WHITESPACE = Pattern.compile("\\s*");

    private final List<RuleToken> tokens = new ArrayList<>();
    private int nextIndex;

    /**
     * Splits a text into tokens.
     *
     * @throws RuleSyntaxException at a character that starts no token
     */
    RuleTokenizer(String text) {
        Matcher matcher = TOKEN_PATTERN.matcher(text);
        int from = 0;
        while (matcher.region(from, text.length()).lookingAt()) {
            tokens.add(token(matcher));
            from = matcher.end();
        }
        Matcher blanks = WHITESPACE.matcher(text).region(from, text.length());
        int end = blanks.lookingAt() ? blanks.end() : from;
        if (end < text.length()) {
            throw new RuleSyntaxException(unexpected(text.charAt(end)), end);
        }
        tokens.add(new RuleToken(TokenKind.END, "", text.length()));
    }

    private static String unexpected(char c) {
        return c == '"' ? "a text without a closing quote on its line" : "'%s' is not expected".formatted(c);
    }

    private static RuleToken token(Matcher matcher) {
        for (TokenKind kind : List.of(TokenKind.NUMBER, TokenKind.WORD, TokenKind.TEXT, TokenKind.SYMBOL)) {
            String group = kind.name().toLowerCase(Locale.ROOT);
            if (matcher.start(group) >= 0) {
                int opening = kind == TokenKind.TEXT ? 1 : 0;
                return new RuleToken(kind, matcher.group(group), matcher.start(group) - opening);
            }
        }
        throw new IllegalStateException("a piece is of one of the kinds");
    }

    RuleToken peek() {
        return tokens.get(nextIndex);
    }

    RuleToken advance() {
        RuleToken token = peek();
        if (token.kind() != TokenKind.END) {
            nextIndex++;
        }
        return token;
    }

    /** Consumes the next token if it is this word. */
    boolean acceptWord(String word) {
        boolean matches = peek().isWord(word);
        if (matches) {
            advance();
        }
        return matches;
    }

    /** Consumes the next token if it is this symbol. */
    boolean acceptSymbol(String symbol) {
        boolean matches = peek().isSymbol(symbol);
        if (matches) {
            advance();
        }
        return matches;
    }

    /** Consumes the next token, which must be this symbol. */
    void expectSymbol(String symbol) {
        if (!acceptSymbol(symbol)) {
            throw expected("'" + symbol + "'");
        }
    }

    RuleSyntaxException expected(String what) {
        return new RuleSyntaxException("expected %s, found %s".formatted(what, peek().describe()), peek().position());
    }
}

package io.portrait.profile.segment;

import io.portrait.kernel.Topic;
import io.portrait.profile.segment.RuleToken.TokenKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A recursive-descent parser with one method per line of the grammar in {@link SegmentRule}. An instance parses one
 * text.
 */
final class SegmentRuleParser {

    /** The largest number of characters; a rule is written and read by people. */
    static final int MAX_LENGTH = 2_000;

    static final int MAX_DEPTH = 16;
    static final int MAX_COMPARISONS = 64;
    static final int MAX_LITERALS = 100;

    private static final String ACTIVITY = "activity.";
    private static final String TRAIT = "trait.";

    private final RuleTokenizer tokens;
    private int depth;
    private int comparisons;

    SegmentRuleParser(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new RuleSyntaxException("a rule may have at most %d characters".formatted(MAX_LENGTH), MAX_LENGTH);
        }
        this.tokens = new RuleTokenizer(text);
    }

    /** The whole text as a rule. */
    SegmentRule rule() {
        SegmentRule rule = disjunction();
        requireEnd("'and', 'or' or the end");
        return rule;
    }

    /** The whole text as a numeric operand. */
    Operand numericOperand() {
        RuleToken first = tokens.peek();
        Operand operand = operand();
        requireEnd("the end");
        if (!operand.isNumeric()) {
            throw new RuleSyntaxException("a number is needed, a trait may be a text", first.position());
        }
        return operand;
    }

    private void requireEnd(String expected) {
        if (tokens.peek().kind() != TokenKind.END) {
            throw tokens.expected(expected);
        }
    }

    private SegmentRule disjunction() {
        return chain("or", this::conjunction, SegmentRule.AnyOf::new);
    }

    private SegmentRule conjunction() {
        return chain("and", this::unary, SegmentRule.AllOf::new);
    }

    private SegmentRule chain(
            String word, Supplier<SegmentRule> part, Function<List<SegmentRule>, SegmentRule> combine) {
        List<SegmentRule> parts = new ArrayList<>(List.of(part.get()));
        while (tokens.acceptWord(word)) {
            parts.add(part.get());
        }
        return parts.size() == 1 ? parts.getFirst() : combine.apply(List.copyOf(parts));
    }

    private SegmentRule unary() {
        if (depth == MAX_DEPTH) {
            throw new RuleSyntaxException(
                    "a rule may be nested %d deep at most".formatted(MAX_DEPTH),
                    tokens.peek().position());
        }
        depth++;
        SegmentRule rule = unaryBody();
        depth--;
        return rule;
    }

    private SegmentRule unaryBody() {
        if (tokens.acceptWord("not")) {
            return new SegmentRule.Negation(unary());
        }
        if (tokens.acceptSymbol("(")) {
            SegmentRule inner = disjunction();
            tokens.expectSymbol(")");
            return inner;
        }
        return comparison();
    }

    private SegmentRule comparison() {
        if (++comparisons > MAX_COMPARISONS) {
            throw new RuleSyntaxException(
                    "a rule may have at most %d comparisons".formatted(MAX_COMPARISONS),
                    tokens.peek().position());
        }
        Operand operand = operand();
        if (tokens.acceptWord("in")) {
            return new SegmentRule.InList(operand, literalList(operand));
        }
        ComparisonOperator operator = operator(operand);
        return new SegmentRule.Comparison(operand, operator, literal(operand, operator.appliesToText()));
    }

    private List<Literal> literalList(Operand operand) {
        tokens.expectSymbol("(");
        List<Literal> literals = new ArrayList<>();
        do {
            literals.add(literal(operand, true));
        } while (literals.size() < MAX_LITERALS && tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        return List.copyOf(literals);
    }

    private ComparisonOperator operator(Operand operand) {
        Optional<ComparisonOperator> operator = Arrays.stream(ComparisonOperator.values())
                .filter(candidate -> tokens.peek().isSymbol(candidate.symbol()))
                .findFirst();
        if (operator.isEmpty()) {
            throw tokens.expected("a comparison such as '>=' or 'in' after " + describe(operand));
        }
        tokens.advance();
        return operator.get();
    }

    private static String describe(Operand operand) {
        return switch (operand) {
            case Operand.InterestShare interest -> "the interest";
            case Operand.InterestWeight weight -> "the weight";
            case Operand.ActivityValue activity -> "the activity";
            case Operand.TraitValue trait -> "the trait";
        };
    }

    private Literal literal(Operand operand, boolean textsAllowed) {
        RuleToken token = tokens.peek();
        boolean isText = token.kind() == TokenKind.TEXT || token.isWord("true") || token.isWord("false");
        if (token.kind() == TokenKind.NUMBER) {
            return new Literal.NumberLiteral(Double.parseDouble(tokens.advance().text()));
        }
        if (isText && textsAllowed && !operand.isNumeric()) {
            return new Literal.TextLiteral(tokens.advance().text());
        }
        throw tokens.expected(textsAllowed && !operand.isNumeric() ? "a number or a \"text\"" : "a number");
    }

    private Operand operand() {
        RuleToken token = tokens.peek();
        if (token.isWord("interest") || token.isWord("weight")) {
            tokens.advance();
            Topic topic = topic();
            return token.isWord("interest") ? new Operand.InterestShare(topic) : new Operand.InterestWeight(topic);
        }
        if (token.kind() == TokenKind.WORD && token.text().startsWith(ACTIVITY)) {
            return activity(tokens.advance());
        }
        if (token.kind() == TokenKind.WORD
                && token.text().startsWith(TRAIT)
                && token.text().length() > TRAIT.length()) {
            return new Operand.TraitValue(tokens.advance().text().substring(TRAIT.length()));
        }
        throw tokens.expected("interest(…), weight(…), activity.… or trait.…");
    }

    private static Operand activity(RuleToken token) {
        return ActivityField.byName(token.text().substring(ACTIVITY.length()))
                .map(Operand.ActivityValue::new)
                .orElseThrow(() -> new RuleSyntaxException(
                        "'%s' is not an activity field; the fields are %s"
                                .formatted(token.text(), ActivityField.names()),
                        token.position()));
    }

    private Topic topic() {
        tokens.expectSymbol("(");
        RuleToken token = tokens.peek();
        if (token.kind() != TokenKind.WORD && token.kind() != TokenKind.TEXT) {
            throw tokens.expected("a topic");
        }
        tokens.advance();
        tokens.expectSymbol(")");
        try {
            return new Topic(token.text());
        } catch (IllegalArgumentException e) {
            throw new RuleSyntaxException(String.valueOf(e.getMessage()), token.position());
        }
    }
}

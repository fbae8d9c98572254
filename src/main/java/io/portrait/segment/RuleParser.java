package io.portrait.segment;

import io.portrait.kernel.Topic;
import io.portrait.segment.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads rules by recursive descent: a method for each line of the grammar in {@link Rule}. One object per text. */
final class RuleParser {

    /** A rule is written and read by people. */
    static final int MAX_LENGTH = 2_000;

    static final int MAX_DEPTH = 16;
    static final int MAX_COMPARISONS = 64;
    static final int MAX_CHOICES = 100;

    private static final String ACTIVITY = "activity.";
    private static final String TRAIT = "trait.";

    private final Tokens tokens;
    private int depth;
    private int comparisons;

    RuleParser(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new RuleSyntaxException("a rule may have %d characters".formatted(MAX_LENGTH), MAX_LENGTH);
        }
        this.tokens = new Tokens(text);
    }

    /** The whole text as a rule. */
    Rule rule() {
        Rule rule = any();
        requireEnd("'and', 'or' or the end");
        return rule;
    }

    /** The whole text as an operand that is a number. */
    Operand numericOperand() {
        Token first = tokens.peek();
        Operand operand = operand();
        requireEnd("the end");
        if (!operand.isNumeric()) {
            throw new RuleSyntaxException("a number is needed, a trait may be a text", first.position());
        }
        return operand;
    }

    private void requireEnd(String expected) {
        if (tokens.peek().kind() != Kind.END) {
            throw tokens.expected(expected);
        }
    }

    private Rule any() {
        return chain("or", this::all, Rule.Any::new);
    }

    private Rule all() {
        return chain("and", this::one, Rule.All::new);
    }

    private Rule chain(String word, Supplier<Rule> link, Function<List<Rule>, Rule> joined) {
        List<Rule> links = new ArrayList<>(List.of(link.get()));
        while (tokens.takeWord(word)) {
            links.add(link.get());
        }
        return links.size() == 1 ? links.getFirst() : joined.apply(List.copyOf(links));
    }

    private Rule one() {
        if (depth == MAX_DEPTH) {
            throw new RuleSyntaxException(
                    "a rule may be nested %d deep".formatted(MAX_DEPTH),
                    tokens.peek().position());
        }
        depth++;
        Rule rule = within();
        depth--;
        return rule;
    }

    private Rule within() {
        if (tokens.takeWord("not")) {
            return new Rule.Not(one());
        }
        if (tokens.takeSymbol("(")) {
            Rule inner = any();
            tokens.expectSymbol(")");
            return inner;
        }
        return comparison();
    }

    private Rule comparison() {
        if (++comparisons > MAX_COMPARISONS) {
            throw new RuleSyntaxException(
                    "a rule may have %d comparisons".formatted(MAX_COMPARISONS),
                    tokens.peek().position());
        }
        Operand operand = operand();
        if (tokens.takeWord("in")) {
            return new Rule.In(operand, choices(operand));
        }
        Operator operator = operator(operand);
        return new Rule.Compare(operand, operator, literal(operand, operator.isForTexts()));
    }

    private List<Literal> choices(Operand operand) {
        tokens.expectSymbol("(");
        List<Literal> choices = new ArrayList<>();
        do {
            choices.add(literal(operand, true));
        } while (choices.size() < MAX_CHOICES && tokens.takeSymbol(","));
        tokens.expectSymbol(")");
        return List.copyOf(choices);
    }

    private Operator operator(Operand operand) {
        Optional<Operator> operator = Arrays.stream(Operator.values())
                .filter(candidate -> tokens.peek().isSymbol(candidate.symbol()))
                .findFirst();
        if (operator.isEmpty()) {
            throw tokens.expected("a comparison such as '>=' or 'in' after " + shown(operand));
        }
        tokens.take();
        return operator.get();
    }

    private static String shown(Operand operand) {
        return switch (operand) {
            case Operand.Interest interest -> "the interest";
            case Operand.Weight weight -> "the weight";
            case Operand.Activity activity -> "the activity";
            case Operand.Trait trait -> "the trait";
        };
    }

    private Literal literal(Operand operand, boolean textsAllowed) {
        Token token = tokens.peek();
        boolean isText = token.kind() == Kind.TEXT || token.isWord("true") || token.isWord("false");
        if (token.kind() == Kind.NUMBER) {
            return new Literal.Numeric(Double.parseDouble(tokens.take().text()));
        }
        if (isText && textsAllowed && !operand.isNumeric()) {
            return new Literal.Text(tokens.take().text());
        }
        throw tokens.expected(textsAllowed && !operand.isNumeric() ? "a number or a \"text\"" : "a number");
    }

    private Operand operand() {
        Token token = tokens.peek();
        if (token.isWord("interest") || token.isWord("weight")) {
            tokens.take();
            Topic topic = topic();
            return token.isWord("interest") ? new Operand.Interest(topic) : new Operand.Weight(topic);
        }
        if (token.kind() == Kind.WORD && token.text().startsWith(ACTIVITY)) {
            return activity(tokens.take());
        }
        if (token.kind() == Kind.WORD
                && token.text().startsWith(TRAIT)
                && token.text().length() > TRAIT.length()) {
            return new Operand.Trait(tokens.take().text().substring(TRAIT.length()));
        }
        throw tokens.expected("interest(…), weight(…), activity.… or trait.…");
    }

    private static Operand activity(Token token) {
        return ActivityField.named(token.text().substring(ACTIVITY.length()))
                .map(Operand.Activity::new)
                .orElseThrow(() -> new RuleSyntaxException(
                        "'%s' is no activity; there are %s".formatted(token.text(), ActivityField.names()),
                        token.position()));
    }

    private Topic topic() {
        tokens.expectSymbol("(");
        Token token = tokens.peek();
        if (token.kind() != Kind.WORD && token.kind() != Kind.TEXT) {
            throw tokens.expected("a topic");
        }
        tokens.take();
        tokens.expectSymbol(")");
        try {
            return new Topic(token.text());
        } catch (IllegalArgumentException e) {
            throw new RuleSyntaxException(String.valueOf(e.getMessage()), token.position());
        }
    }
}

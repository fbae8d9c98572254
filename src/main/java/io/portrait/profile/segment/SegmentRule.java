package io.portrait.profile.segment;

import java.util.List;
import java.util.Optional;

/**
 * A rule that a profile matches or does not match. The grammar, with keywords in any case:
 *
 * <pre>
 *  rule       = all { "or" all }
 *  all        = one { "and" one }
 *  one        = "not" one | "(" rule ")" | comparison
 *  comparison = operand ( "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) literal
 *             | operand "in" "(" literal { "," literal } ")"
 *  operand    = "interest(" topic ")"  share of all first-level interest, 0 to 1
 *             | "weight(" topic ")"    in event weights
 *             | "activity." name       see {@link ActivityField}
 *             | "trait." name
 *  literal    = number | "text" | true | false
 * </pre>
 *
 * Topics with characters other than letters, digits, {@code - _ /} need quotes. An attribute that a profile does not
 * have, such as a missing trait, matches no comparison, not even {@code !=}.
 */
public sealed interface SegmentRule {

    /**
     * Parses a rule.
     *
     * @throws RuleSyntaxException if the text is not a rule, with the position of the error
     */
    static SegmentRule parse(String text) {
        return new SegmentRuleParser(text).rule();
    }

    /** A check whether a profile matches this rule; O(size of the rule). */
    boolean matches(ProfileAttributes attributes);

    /** Matches if all rules match. */
    record AllOf(List<SegmentRule> rules) implements SegmentRule {

        @Override
        public boolean matches(ProfileAttributes attributes) {
            return rules.stream().allMatch(rule -> rule.matches(attributes));
        }
    }

    /** Matches if at least one rule matches. */
    record AnyOf(List<SegmentRule> rules) implements SegmentRule {

        @Override
        public boolean matches(ProfileAttributes attributes) {
            return rules.stream().anyMatch(rule -> rule.matches(attributes));
        }
    }

    /** Matches if the rule does not match. */
    record Negation(SegmentRule rule) implements SegmentRule {

        @Override
        public boolean matches(ProfileAttributes attributes) {
            return !rule.matches(attributes);
        }
    }

    /** A comparison of an operand with a literal. */
    record Comparison(Operand operand, ComparisonOperator operator, Literal literal) implements SegmentRule {

        @Override
        public boolean matches(ProfileAttributes attributes) {
            Optional<Literal> value = operand.value(attributes);
            return value.isPresent() && operator.holds(value.get(), literal);
        }
    }

    /** Matches if the operand equals one of the literals. */
    record InList(Operand operand, List<Literal> literals) implements SegmentRule {

        @Override
        public boolean matches(ProfileAttributes attributes) {
            return operand.value(attributes).filter(literals::contains).isPresent();
        }
    }
}

package io.portrait.profile.segment;

import java.util.List;
import java.util.Optional;

/**
 * A rule that a profile meets or does not. The language, with the words in any case:
 *
 * <pre>
 *  rule       = all { "or" all }
 *  all        = one { "and" one }
 *  one        = "not" one | "(" rule ")" | comparison
 *  comparison = operand ( "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) literal
 *             | operand "in" "(" literal { "," literal } ")"
 *  operand    = "interest(" topic ")"  part of all first-level interest, 0 to 1
 *             | "weight(" topic ")"    in event weights
 *             | "activity." name       see {@link ActivityField}
 *             | "trait." name
 *  literal    = number | "text" | true | false
 * </pre>
 *
 * Topics with other characters than letters, digits, {@code - _ /} go in quotes. What a profile does not have, such as a
 * trait, meets no comparison, not even {@code !=}.
 */
public sealed interface SegmentRule {

    /**
     * Reads a rule.
     *
     * @throws RuleSyntaxException if it is none, with the place where it goes wrong
     */
    static SegmentRule parse(String text) {
        return new SegmentRuleParser(text).rule();
    }

    /** Whether a profile meets this; O(size of the rule). */
    boolean matches(ProfileAttributes attributes);

    /** All of them. */
    record AllOf(List<SegmentRule> rules) implements SegmentRule {

        @Override
        public boolean matches(ProfileAttributes attributes) {
            return rules.stream().allMatch(rule -> rule.matches(attributes));
        }
    }

    /** At least one of them. */
    record AnyOf(List<SegmentRule> rules) implements SegmentRule {

        @Override
        public boolean matches(ProfileAttributes attributes) {
            return rules.stream().anyMatch(rule -> rule.matches(attributes));
        }
    }

    /** The opposite. */
    record Negation(SegmentRule rule) implements SegmentRule {

        @Override
        public boolean matches(ProfileAttributes attributes) {
            return !rule.matches(attributes);
        }
    }

    /** A number or trait against a literal. */
    record Comparison(Operand operand, ComparisonOperator operator, Literal literal) implements SegmentRule {

        @Override
        public boolean matches(ProfileAttributes attributes) {
            Optional<Literal> value = operand.value(attributes);
            return value.isPresent() && operator.holds(value.get(), literal);
        }
    }

    /** Equal to one of some literals. */
    record InList(Operand operand, List<Literal> literals) implements SegmentRule {

        @Override
        public boolean matches(ProfileAttributes attributes) {
            return operand.value(attributes).filter(literals::contains).isPresent();
        }
    }
}

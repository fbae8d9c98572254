package io.portrait.segment;

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
public sealed interface Rule {

    /**
     * Reads a rule.
     *
     * @throws RuleSyntaxException if it is none, with the place where it goes wrong
     */
    static Rule parse(String text) {
        return new RuleParser(text).rule();
    }

    /** Whether a profile meets this; O(size of the rule). */
    boolean matches(Facts facts);

    /** All of them. */
    record All(List<Rule> rules) implements Rule {

        @Override
        public boolean matches(Facts facts) {
            return rules.stream().allMatch(rule -> rule.matches(facts));
        }
    }

    /** At least one of them. */
    record Any(List<Rule> rules) implements Rule {

        @Override
        public boolean matches(Facts facts) {
            return rules.stream().anyMatch(rule -> rule.matches(facts));
        }
    }

    /** The opposite. */
    record Not(Rule rule) implements Rule {

        @Override
        public boolean matches(Facts facts) {
            return !rule.matches(facts);
        }
    }

    /** A number or trait against a literal. */
    record Compare(Operand operand, Operator operator, Literal literal) implements Rule {

        @Override
        public boolean matches(Facts facts) {
            Optional<Literal> value = operand.value(facts);
            return value.isPresent() && operator.holds(value.get(), literal);
        }
    }

    /** Equal to one of some literals. */
    record In(Operand operand, List<Literal> literals) implements Rule {

        @Override
        public boolean matches(Facts facts) {
            return operand.value(facts).filter(literals::contains).isPresent();
        }
    }
}

package io.portrait.segment;

import io.portrait.kernel.Topic;
import java.util.Optional;

/** What a rule asks a profile for. */
public sealed interface Operand {

    /**
     * Reads an operand that is a number, such as {@code activity.purchases}.
     *
     * @throws RuleSyntaxException if it is none
     */
    static Operand parseNumeric(String text) {
        return new RuleParser(text).numericOperand();
    }

    /** What the profile says; empty if nothing. */
    Optional<Literal> value(Facts facts);

    /** Whether the value is always there and a number. */
    default boolean isNumeric() {
        return true;
    }

    /** The number of a numeric operand. */
    default double number(Facts facts) {
        return value(facts)
                .filter(Literal.Numeric.class::isInstance)
                .map(value -> ((Literal.Numeric) value).value())
                .orElse(0.0);
    }

    /** The topic's part of all first-level interest, 0 to 1. */
    record Interest(Topic topic) implements Operand {

        @Override
        public Optional<Literal> value(Facts facts) {
            return Optional.of(new Literal.Numeric(facts.share(topic)));
        }
    }

    /** The topic's interest in event weights. */
    record Weight(Topic topic) implements Operand {

        @Override
        public Optional<Literal> value(Facts facts) {
            return Optional.of(new Literal.Numeric(facts.weight(topic)));
        }
    }

    /** A number of the person's activity. */
    record Activity(ActivityField field) implements Operand {

        @Override
        public Optional<Literal> value(Facts facts) {
            return Optional.of(new Literal.Numeric(field.of(facts)));
        }
    }

    /** What is known of the person otherwise. */
    record Trait(String name) implements Operand {

        @Override
        public Optional<Literal> value(Facts facts) {
            return facts.trait(name);
        }

        @Override
        public boolean isNumeric() {
            return false;
        }
    }
}

package io.portrait.profile.segment;

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
        return new SegmentRuleParser(text).numericOperand();
    }

    /** What the profile says; empty if nothing. */
    Optional<Literal> value(ProfileAttributes attributes);

    /** Whether the value is always there and a number. */
    default boolean isNumeric() {
        return true;
    }

    /** The number of a numeric operand. */
    default double number(ProfileAttributes attributes) {
        return value(attributes)
                .filter(Literal.NumberLiteral.class::isInstance)
                .map(value -> ((Literal.NumberLiteral) value).value())
                .orElse(0.0);
    }

    /** The topic's part of all first-level interest, 0 to 1. */
    record InterestShare(Topic topic) implements Operand {

        @Override
        public Optional<Literal> value(ProfileAttributes attributes) {
            return Optional.of(new Literal.NumberLiteral(attributes.share(topic)));
        }
    }

    /** The topic's interest in event weights. */
    record InterestWeight(Topic topic) implements Operand {

        @Override
        public Optional<Literal> value(ProfileAttributes attributes) {
            return Optional.of(new Literal.NumberLiteral(attributes.weight(topic)));
        }
    }

    /** A number of the person's activity. */
    record ActivityValue(ActivityField field) implements Operand {

        @Override
        public Optional<Literal> value(ProfileAttributes attributes) {
            return Optional.of(new Literal.NumberLiteral(field.valueIn(attributes)));
        }
    }

    /** What is known of the person otherwise. */
    record TraitValue(String name) implements Operand {

        @Override
        public Optional<Literal> value(ProfileAttributes attributes) {
            return attributes.trait(name);
        }

        @Override
        public boolean isNumeric() {
            return false;
        }
    }
}

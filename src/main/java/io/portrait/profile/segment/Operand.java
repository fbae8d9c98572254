package io.portrait.profile.segment;

import io.portrait.kernel.Topic;
import java.util.Optional;

/** A term of the rule language that has a value for each profile. */
public sealed interface Operand {

    /**
     * Parses an operand with a numeric value, such as {@code activity.purchases}.
     *
     * @throws RuleSyntaxException if the text is not such an operand
     */
    static Operand parseNumeric(String text) {
        return new SegmentRuleParser(text).numericOperand();
    }

    /** The value for a profile; empty if the profile has none. */
    Optional<Literal> value(ProfileAttributes attributes);

    /** A check whether the value always exists and is a number. */
    default boolean isNumeric() {
        return true;
    }

    /** The number for a profile; 0 if there is none. */
    default double number(ProfileAttributes attributes) {
        return value(attributes)
                .filter(Literal.NumberLiteral.class::isInstance)
                .map(value -> ((Literal.NumberLiteral) value).value())
                .orElse(0.0);
    }

    /** {@code interest(topic)}: the share of the topic in all first-level interest, 0 to 1. */
    record InterestShare(Topic topic) implements Operand {

        @Override
        public Optional<Literal> value(ProfileAttributes attributes) {
            return Optional.of(new Literal.NumberLiteral(attributes.share(topic)));
        }
    }

    /** {@code weight(topic)}: the interest in the topic, in event weights. */
    record InterestWeight(Topic topic) implements Operand {

        @Override
        public Optional<Literal> value(ProfileAttributes attributes) {
            return Optional.of(new Literal.NumberLiteral(attributes.weight(topic)));
        }
    }

    /** {@code activity.…}: a number of the activity. */
    record ActivityValue(ActivityField field) implements Operand {

        @Override
        public Optional<Literal> value(ProfileAttributes attributes) {
            return Optional.of(new Literal.NumberLiteral(field.valueIn(attributes)));
        }
    }

    /** {@code trait.…}: a trait of the user. */
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

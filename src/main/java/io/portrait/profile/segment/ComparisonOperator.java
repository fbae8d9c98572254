package io.portrait.profile.segment;

/** A comparison operator of the rule language. */
enum ComparisonOperator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String symbol;

    ComparisonOperator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    /** A check whether the operator is defined for texts too. */
    boolean appliesToText() {
        return this == EQUAL || this == NOT_EQUAL;
    }

    boolean holds(Literal left, Literal right) {
        if (left instanceof Literal.NumberLiteral(double a) && right instanceof Literal.NumberLiteral(double b)) {
            return holds(a, b);
        }
        return appliesToText() && left.equals(right) == (this == EQUAL);
    }

    private boolean holds(double a, double b) {
        return switch (this) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
        };
    }
}

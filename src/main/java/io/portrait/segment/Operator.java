package io.portrait.segment;

/** How two values are compared. */
enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">=");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    /** Whether it makes sense for texts too. */
    boolean isForTexts() {
        return this == EQUAL || this == NOT_EQUAL;
    }

    boolean holds(Literal left, Literal right) {
        if (left instanceof Literal.Numeric(double a) && right instanceof Literal.Numeric(double b)) {
            return holds(a, b);
        }
        return isForTexts() && left.equals(right) == (this == EQUAL);
    }

    private boolean holds(double a, double b) {
        return switch (this) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case AT_MOST -> a <= b;
            case MORE -> a > b;
            case AT_LEAST -> a >= b;
        };
    }
}

package io.portrait.evaluation.nextitem;

/** The treatment of the rows of one user that have the same time, such as the lines of an order. */
enum TieOrder {
    /** Predicted one after the other, in random order. */
    SHUFFLE("one after the other in random order"),
    /** Predicted together as a basket, from what was known before all of them. */
    BASKET("as a whole basket"),
    /** Predicted one after the other, in the order of the file. */
    FILE("one after the other in the order of the file");

    private final String description;

    TieOrder(String description) {
        this.description = description;
    }

    /** The treatment as text. */
    String description() {
        return description;
    }
}

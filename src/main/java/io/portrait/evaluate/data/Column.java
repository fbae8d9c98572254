package io.portrait.evaluate.data;

/**
 * A column by its title. A title may tell the column's type behind a colon, {@code rating:float}; the column is asked
 * for with or without it.
 *
 * @param name the title without the type
 * @param type the type as it is written, empty if none is
 */
record Column(String name, String type) {

    static Column of(String title) {
        String clean = title.strip();
        int colon = clean.lastIndexOf(':');
        return colon <= 0
                ? new Column(clean, "")
                : new Column(
                        clean.substring(0, colon), clean.substring(colon + 1).strip());
    }

    boolean isCalled(String asked) {
        return asked.equals(name) || asked.equals(name + ":" + type);
    }

    boolean isTypedNumeric() {
        return type.equals("float") || type.equals("int") || type.equals("double");
    }

    boolean isTyped() {
        return !type.isEmpty();
    }
}

package io.portrait.evaluation.data;

/**
 * A column by its title. A title may tell the column's type behind a colon, {@code rating:float}; the column is asked
 * for with or without it.
 *
 * @param name the title without the type
 * @param type the type as it is written, empty if none is
 */
record ColumnTitle(String name, String type) {

    static ColumnTitle of(String title) {
        String stripped = title.strip();
        int colon = stripped.lastIndexOf(':');
        return colon <= 0
                ? new ColumnTitle(stripped, "")
                : new ColumnTitle(
                        stripped.substring(0, colon),
                        stripped.substring(colon + 1).strip());
    }

    boolean matches(String requested) {
        return requested.equals(name) || requested.equals(name + ":" + type);
    }

    boolean hasNumericType() {
        return type.equals("float") || type.equals("int") || type.equals("double");
    }

    boolean hasType() {
        return !type.isEmpty();
    }
}

package io.portrait.evaluation.data;

/**
 * The title of a column. A title may contain the type of the column after a colon, {@code rating:float}; a column can
 * be named with or without its type.
 *
 * @param name the title without the type
 * @param type the type in the title, empty if there is none
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

package io.portrait.serving.recommend;

import java.util.Locale;

/** The purpose of a recommended list. */
public enum ListPurpose {
    /** Products: the list may repeat items of the user's history. */
    SHOP,
    /** Things to read, watch or hear: the list excludes items of the user's history. */
    CONTENT;

    /** The name in requests and in the log of served lists. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean allowsRepeats() {
        return this == SHOP;
    }
}

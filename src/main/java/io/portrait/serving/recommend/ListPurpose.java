package io.portrait.serving.recommend;

/** What a list is for. */
public enum ListPurpose {
    /** Things to buy: what was bought before may be bought again, unless it is said to last. */
    SHOP,
    /** Things to read, watch or hear: once is enough. */
    CONTENT;

    /** Whether a list may hold what the person has turned to before. */
    boolean allowsRepeats() {
        return this == SHOP;
    }
}

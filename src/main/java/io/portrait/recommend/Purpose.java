package io.portrait.recommend;

/** What a list is for. */
public enum Purpose {
    /** Things to buy: what was bought before may be bought again, unless it is said to last. */
    SHOP,
    /** Things to read, watch or hear: once is enough. */
    CONTENT;

    /** Whether a list may hold what the person has turned to before. */
    boolean repeats() {
        return this == SHOP;
    }
}

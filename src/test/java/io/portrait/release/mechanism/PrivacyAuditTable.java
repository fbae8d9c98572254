package io.portrait.release.mechanism;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results of the privacy audits, in the form of the table of {@code src/docs/privacy.md}. */
public final class PrivacyAuditTable {

    private static final String HEADER = """
            | attack | trials | claimed ε | certified ε̂ | verdict |
            |---|---:|---:|---:|---|
            """;

    private final List<String> rows = new ArrayList<>();

    /**
     * Adds a result.
     *
     * @param certified lower bound on the true ε
     */
    public void add(String attack, int trials, double claimed, double certified) {
        rows.add(String.format(
                Locale.ROOT,
                "| %s | %,d | %s | %.3f | %s |",
                attack,
                trials,
                claimed,
                certified,
                certified > claimed ? "broken" : "holds"));
    }

    @Override
    public String toString() {
        return HEADER + String.join("\n", rows);
    }
}

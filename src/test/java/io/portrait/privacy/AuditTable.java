package io.portrait.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the audits found, as the table of {@code src/docs/privacy.md}. */
public final class AuditTable {

    private static final String HEAD = """
            | attack | trials | promised ε | certified ε̂ | verdict |
            |---|---:|---:|---:|---|
            """;

    private final List<String> rows = new ArrayList<>();

    /**
     * Notes a finding.
     *
     * @param found a lower bound of what the attacker really gets
     */
    public void add(String attack, int trials, double promised, double found) {
        rows.add(String.format(
                Locale.ROOT,
                "| %s | %,d | %s | %.3f | %s |",
                attack,
                trials,
                promised,
                found,
                found > promised ? "broken" : "holds"));
    }

    @Override
    public String toString() {
        return HEAD + String.join("\n", rows);
    }
}

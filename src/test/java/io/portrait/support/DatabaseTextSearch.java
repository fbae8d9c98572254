package io.portrait.support;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** A search for texts in every column of every table, including tables that are added later. */
public final class DatabaseTextSearch {

    private static final String COLUMNS = """
            SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
              AND (c.data_type IN ('text', 'json', 'jsonb', 'bytea', 'character varying', 'ARRAY', 'character'))
            """;

    private final JdbcTemplate jdbc;

    public DatabaseTextSearch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record TextColumn(String table, String name, boolean isBytes) {}

    /** The tables with a column that contains one of the texts unencrypted. A partition counts as its table. */
    public Set<String> tablesContaining(String... texts) {
        List<TextColumn> columns = jdbc.query(
                COLUMNS,
                (row, index) -> new TextColumn(
                        row.getString("table_name"),
                        row.getString("column_name"),
                        row.getString("data_type").equals("bytea")));
        Set<String> tables = new TreeSet<>();
        for (TextColumn column : columns) {
            for (String text : texts) {
                if (contains(column, text)) {
                    tables.add(column.table().replaceAll("_\\d{4}_\\d{2}$", ""));
                }
            }
        }
        return tables;
    }

    private boolean contains(TextColumn column, String text) {
        String condition = column.isBytes()
                ? "position(convert_to(?, 'UTF8') IN \"%s\")".formatted(column.name())
                : "position(? IN \"%s\"::text)".formatted(column.name());
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT 1 FROM \"%s\" WHERE %s > 0)".formatted(column.table(), condition),
                Boolean.class,
                text));
    }
}

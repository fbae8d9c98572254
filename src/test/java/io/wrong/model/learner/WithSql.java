package io.wrong.model.learner;

import java.sql.ResultSet;
import java.sql.SQLException;

/** SQL in a pure module. */
final class WithSql {

    private WithSql() {}

    static double weight(ResultSet row) throws SQLException {
        return row.getDouble(1);
    }
}

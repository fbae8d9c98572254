package io.portrait.access.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Mapping of the rows of table {@code consent} and of its published view {@code consent_decision}. */
public final class JdbcConsentRows {

    private JdbcConsentRows() {}

    /**
     * The consent state that applies to a person.
     *
     * @param row the columns of {@code consent_decision}, null where the person has decided nothing, and the boolean
     *     {@code erased}
     */
    public static ConsentState readApplicable(ResultSet row) throws SQLException {
        if (row.getBoolean("erased")) {
            return ConsentState.ERASED;
        }
        return row.getObject("changed_at") == null ? ConsentState.UNDECIDED : read(row);
    }

    static ConsentState read(ResultSet row) throws SQLException {
        Set<ConsentPurpose> permitted = EnumSet.noneOf(ConsentPurpose.class);
        for (ConsentPurpose purpose : ConsentPurpose.values()) {
            if (row.getBoolean(purpose.name().toLowerCase(Locale.ROOT))) {
                permitted.add(purpose);
            }
        }
        return new ConsentState(permitted, row.getBoolean("restricted"), row.getBoolean("objected"));
    }
}

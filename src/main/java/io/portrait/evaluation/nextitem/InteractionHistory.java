package io.portrait.evaluation.nextitem;

import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.data.TableRow;
import java.util.OptionalLong;

/** The counts and the last times of users and items in the rows so far. Mutable. */
final class InteractionHistory {

    private final boolean hasTimes;
    private final int[] choicesByUser;
    private final int[] timesSeenByItem;
    private final long[] lastMicrosByUser;

    InteractionHistory(Table table) {
        hasTimes = table.hasTimes();
        choicesByUser = new int[table.userCount()];
        lastMicrosByUser = new long[table.userCount()];
        timesSeenByItem = new int[table.itemCount()];
    }

    /** A check whether the user has made a choice. */
    boolean isKnown(int user) {
        return choicesByUser[user] > 0;
    }

    /** A check whether the user's last choice has the time of this row. */
    boolean isTied(TableRow row) {
        return isKnown(row.user()) && lastMicrosByUser[row.user()] == row.micros();
    }

    /** The circumstances of a choice of a known user. */
    InteractionContext contextOf(TableRow row) {
        return new InteractionContext(
                hasTimes ? OptionalLong.of(row.micros() - lastMicrosByUser[row.user()]) : OptionalLong.empty(),
                timesSeenByItem[row.item()],
                choicesByUser[row.user()]);
    }

    void add(TableRow row) {
        choicesByUser[row.user()]++;
        lastMicrosByUser[row.user()] = row.micros();
        timesSeenByItem[row.item()]++;
    }
}

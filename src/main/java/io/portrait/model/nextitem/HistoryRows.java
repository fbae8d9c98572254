package io.portrait.model.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.model.nextitem.CooccurrenceMatrix.NeighborRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the co-occurrence rows of a user's last items: what the experts of the history have computed their scores
 * from. Immutable, at most 8 bytes per neighbor, item of the history and matrix.
 *
 * @param history the item indexes, the newest first. Read-only
 * @param items the ids of the same items
 * @param rows by expert, a row per item of the history
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record HistoryRows(int[] history, List<ItemId> items, Map<Expert, List<WeightedRow>> rows) {

    /** A row and the factor of its weights; no row where the expert does not use this item of the history. */
    record WeightedRow(@Nullable NeighborRow row, double factor) {

        static final WeightedRow NONE = new WeightedRow(null, 0);
    }

    /**
     * The part of an item's unnormalised score by a base expert that comes from the item of the history at a distance.
     */
    double contribution(Expert expert, int distance, int item) {
        if (expert == Expert.REPEAT_CONSUMPTION) {
            return history[distance - 1] == item ? 1.0 / distance : 0;
        }
        Expert rowExpert = expert == Expert.COSINE ? Expert.COOCCURRENCE : expert;
        List<WeightedRow> expertRows = rows.getOrDefault(rowExpert, List.of());
        if (expertRows.isEmpty()) {
            return 0;
        }
        WeightedRow weighted = expertRows.get(distance - 1);
        NeighborRow row = weighted.row();
        return row == null ? 0 : weighted.factor() * row.weightOf(item);
    }
}

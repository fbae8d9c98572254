package io.portrait.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * For each place the places that come with it, the heaviest few. In a full list a newcomer takes the place of the
 * lightest, so that what comes once comes and goes at one end and what comes often stays.
 */
final class Neighbours {

    private static final int FIRST_SIZE = 4;

    /** One place's list. */
    static final class Row {

        private int[] places = new int[FIRST_SIZE];
        private float[] weights = new float[FIRST_SIZE];
        private int size;
        private double total;

        /** How many neighbours. */
        int size() {
            return size;
        }

        int place(int index) {
            return places[index];
        }

        /** The largest number among the places; −1 where there are none. */
        int highest() {
            int highest = -1;
            for (int i = 0; i < size; i++) {
                highest = Math.max(highest, places[i]);
            }
            return highest;
        }

        double weight(int index) {
            return weights[index];
        }

        /** All weight that was ever added, decayed: that of neighbours that are no longer here, too. */
        double total() {
            return total;
        }

        private void add(int place, float weight, int most) {
            total += weight;
            int index = 0;
            while (index < size && places[index] != place) {
                index++;
            }
            if (index < size) {
                weights[index] += weight;
            } else {
                enter(place, weight, most);
            }
        }

        private void enter(int place, float weight, int most) {
            int index = size < most ? size++ : lightest();
            if (index == places.length) {
                places = Arrays.copyOf(places, Math.min(most, 2 * index));
                weights = Arrays.copyOf(weights, places.length);
            }
            places[index] = place;
            weights[index] = weight;
        }

        private int lightest() {
            int lightest = 0;
            for (int i = 1; i < size; i++) {
                if (weights[i] < weights[lightest]) {
                    lightest = i;
                }
            }
            return lightest;
        }

        private void scaleBack() {
            for (int i = 0; i < size; i++) {
                weights[i] *= Growth.BACK;
            }
            total *= Growth.BACK;
        }

        private void forget(BitSet gone) {
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (!gone.get(places[i])) {
                    places[kept] = places[i];
                    weights[kept++] = weights[i];
                }
            }
            size = kept;
        }
    }

    private final int most;
    private @Nullable Row[] rows = new Row[16];

    Neighbours(int most) {
        this.most = most;
    }

    /** Counts that one place came with another. */
    void add(int from, int to, double weight) {
        if (from >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(from + 1, 2 * rows.length));
        }
        Row row = rows[from];
        if (row == null) {
            row = new Row();
            rows[from] = row;
        }
        row.add(to, (float) weight, most);
    }

    /** The list of a place; null if it has none. */
    @Nullable
    Row row(int place) {
        return place < rows.length ? rows[place] : null;
    }

    void scaleBack() {
        for (Row row : rows) {
            if (row != null) {
                row.scaleBack();
            }
        }
    }

    void forget(BitSet gone) {
        for (int place = 0; place < rows.length; place++) {
            Row row = rows[place];
            if (row != null && gone.get(place)) {
                rows[place] = null;
            } else if (row != null) {
                row.forget(gone);
            }
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(rows.length);
        for (Row row : rows) {
            out.writeInt(row == null ? -1 : row.size);
            if (row != null) {
                out.writeDouble(row.total);
                for (int i = 0; i < row.size; i++) {
                    out.writeInt(row.places[i]);
                    out.writeFloat(row.weights[i]);
                }
            }
        }
    }

    void read(DataInput in) throws IOException {
        rows = new Row[in.readInt()];
        for (int place = 0; place < rows.length; place++) {
            int size = in.readInt();
            if (size >= 0) {
                rows[place] = readRow(in, size);
            }
        }
    }

    private static Row readRow(DataInput in, int size) throws IOException {
        Row row = new Row();
        row.total = in.readDouble();
        row.size = size;
        row.places = new int[Math.max(FIRST_SIZE, size)];
        row.weights = new float[row.places.length];
        for (int i = 0; i < size; i++) {
            row.places[i] = in.readInt();
            row.weights[i] = in.readFloat();
        }
        return row;
    }
}

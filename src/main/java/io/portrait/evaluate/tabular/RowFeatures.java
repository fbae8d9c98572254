package io.portrait.evaluate.tabular;

import io.portrait.evaluate.data.Row;
import io.portrait.evaluate.data.Table;
import io.portrait.kernel.Vec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table's rows as features, from what came before them only: the numbers, standardised; per category, user and item,
 * the past mean target ({@link TargetMeans}) and the logarithm of how often it was seen, standardised as well. Mutable.
 */
final class RowFeatures {

    private final int numbers;
    private final List<TargetMeans> means;
    private final boolean hasUser;
    private final boolean hasItem;
    private final Standardiser standardiser;

    RowFeatures(Table table) {
        this.numbers = table.numericColumns().size();
        this.hasUser = table.users() > 0;
        this.hasItem = table.items() > 0;
        int categories = table.categoricalColumns().size() + (hasUser ? 1 : 0) + (hasItem ? 1 : 0);
        this.means = Stream.generate(TargetMeans::new).limit(categories).toList();
        this.standardiser = new Standardiser(size());
    }

    int size() {
        return numbers + 2 * means.size();
    }

    /** The features of the next row in time. */
    Vec of(Row row) {
        double[] x = new double[size()];
        row.numbers().copyInto(x, 0);
        List<Integer> categories = categories(row);
        for (int i = 0; i < categories.size(); i++) {
            x[numbers + 2 * i] = means.get(i).deviation(categories.get(i));
            x[numbers + 2 * i + 1] = Math.log1p(means.get(i).count(categories.get(i)));
        }
        standardiser.standardise(x);
        return Vec.adopt(x);
    }

    /** Takes in a row's target. */
    void learn(Row row) {
        List<Integer> categories = categories(row);
        for (int i = 0; i < categories.size(); i++) {
            means.get(i).learn(categories.get(i), row.target());
        }
    }

    private List<Integer> categories(Row row) {
        List<Integer> categories = new ArrayList<>(means.size());
        if (hasUser) {
            categories.add(row.user());
        }
        if (hasItem) {
            categories.add(row.item());
        }
        for (int i = 0; i < row.categories().size(); i++) {
            categories.add(row.categories().get(i));
        }
        return categories;
    }
}

package io.portrait.evaluation.tabular;

import io.portrait.evaluation.data.Table;
import io.portrait.evaluation.data.TableRow;
import io.portrait.kernel.Vec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The features of table rows, computed from earlier rows only: the standardized numbers and, per category, user and
 * item, the past mean target ({@link TargetEncoder}) and the logarithm of the number of occurrences, both standardized.
 * Mutable.
 */
final class RowFeatures {

    private final int numberCount;
    private final List<TargetEncoder> targetEncoders;
    private final boolean hasUser;
    private final boolean hasItem;
    private final OnlineStandardizer standardizer;

    RowFeatures(Table table) {
        this.numberCount = table.numericColumns().size();
        this.hasUser = table.userCount() > 0;
        this.hasItem = table.itemCount() > 0;
        int categories = table.categoricalColumns().size() + (hasUser ? 1 : 0) + (hasItem ? 1 : 0);
        this.targetEncoders =
                Stream.generate(TargetEncoder::new).limit(categories).toList();
        this.standardizer = new OnlineStandardizer(size());
    }

    int size() {
        return numberCount + 2 * targetEncoders.size();
    }

    /** The features of the next row in time. */
    Vec featurize(TableRow row) {
        double[] x = new double[size()];
        row.numbers().copyInto(x, 0);
        List<Integer> categories = categories(row);
        for (int i = 0; i < categories.size(); i++) {
            x[numberCount + 2 * i] = targetEncoders.get(i).deviation(categories.get(i));
            x[numberCount + 2 * i + 1] = Math.log1p(targetEncoders.get(i).count(categories.get(i)));
        }
        standardizer.standardize(x);
        return Vec.adopt(x);
    }

    /** Learns the target of a row. */
    void learn(TableRow row) {
        List<Integer> categories = categories(row);
        for (int i = 0; i < categories.size(); i++) {
            targetEncoders.get(i).learn(categories.get(i), row.target());
        }
    }

    private List<Integer> categories(TableRow row) {
        List<Integer> categories = new ArrayList<>(targetEncoders.size());
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

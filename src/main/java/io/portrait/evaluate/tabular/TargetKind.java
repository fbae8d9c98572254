package io.portrait.evaluate.tabular;

import io.portrait.learning.Learner;
import io.portrait.learning.Learners;
import java.util.List;
import java.util.SortedSet;

/** What a target can be, and which loss tells a learner so. */
enum TargetKind {
    NUMBER("bayes-logistic"),
    PROBABILITY("bayes-linear");

    /** Those that keep a number for each pair of features, and how many features they can have for that. */
    private static final List<String> QUADRATIC = List.of("rls", "bayes-linear", "bayes-logistic");

    private static final int MOST_OF_QUADRATIC = 128;

    private final String unfit;

    /**
     * A kind.
     *
     * @param unfit the learner that is for the other kind only
     */
    TargetKind(String unfit) {
        this.unfit = unfit;
    }

    static TargetKind of(boolean binary) {
        return binary ? PROBABILITY : NUMBER;
    }

    /** All that can learn it from so many features. */
    SortedSet<String> learners(int dimensions) {
        SortedSet<String> names = Learners.names();
        names.remove(unfit);
        if (dimensions > MOST_OF_QUADRATIC) {
            names.removeAll(QUADRATIC);
        }
        return names;
    }

    /** A learner by its name, told the kind of target; or one that is described with its options, as it is. */
    Learner<?> learner(String description, int dimensions) {
        return Learners.described(description + loss(description), dimensions);
    }

    private String loss(String name) {
        return switch (name) {
            case "sgd", "adagrad", "rmsprop", "adam", "mlp", "ftrl-proximal" ->
                this == PROBABILITY ? "(loss=logistic)" : "(loss=squared)";
            case "pa", "pa-1", "pa-2", "kernel-pa" -> this == PROBABILITY ? "(loss=hinge)" : "";
            default -> "";
        };
    }
}

package io.portrait.evaluation.tabular;

import io.portrait.model.learner.Learner;
import io.portrait.model.learner.Learners;
import java.util.List;
import java.util.SortedSet;

/** What a target can be, and which loss tells a learner so. */
enum TargetKind {
    REGRESSION("bayes-logistic"),
    BINARY("bayes-linear");

    /** Those that keep a number for each pair of features, and how many features they can have for that. */
    private static final List<String> QUADRATIC_LEARNERS = List.of("rls", "bayes-linear", "bayes-logistic");

    private static final int MAX_QUADRATIC_DIMENSIONS = 128;

    private final String unsuitableLearner;

    /**
     * A kind.
     *
     * @param unsuitableLearner the learner that is for the other kind only
     */
    TargetKind(String unsuitableLearner) {
        this.unsuitableLearner = unsuitableLearner;
    }

    static TargetKind of(boolean binary) {
        return binary ? BINARY : REGRESSION;
    }

    /** All that can learn it from so many features. */
    SortedSet<String> learners(int dimensions) {
        SortedSet<String> names = Learners.names();
        names.remove(unsuitableLearner);
        if (dimensions > MAX_QUADRATIC_DIMENSIONS) {
            names.removeAll(QUADRATIC_LEARNERS);
        }
        return names;
    }

    /** A learner by its name, told the kind of target; or one that is described with its options, as it is. */
    Learner<?> learner(String description, int dimensions) {
        return Learners.parseWithDimensions(description + lossOption(description), dimensions);
    }

    private String lossOption(String name) {
        return switch (name) {
            case "sgd", "adagrad", "rmsprop", "adam", "mlp", "ftrl-proximal" ->
                this == BINARY ? "(loss=logistic)" : "(loss=squared)";
            case "pa", "pa-1", "pa-2", "kernel-pa" -> this == BINARY ? "(loss=hinge)" : "";
            default -> "";
        };
    }
}

package io.portrait.evaluation.tabular;

import io.portrait.model.learner.Learner;
import io.portrait.model.learner.Learners;
import java.util.List;
import java.util.SortedSet;

/** The kind of a target, with the learners and losses that suit it. */
enum TargetKind {
    REGRESSION("bayes-logistic"),
    BINARY("bayes-linear");

    /** The learners whose memory is quadratic in the number of features. */
    private static final List<String> QUADRATIC_LEARNERS = List.of("rls", "bayes-linear", "bayes-logistic");

    private static final int MAX_QUADRATIC_DIMENSIONS = 128;

    private final String unsuitableLearner;

    /**
     * @param unsuitableLearner the learner that suits only the other kind
     */
    TargetKind(String unsuitableLearner) {
        this.unsuitableLearner = unsuitableLearner;
    }

    static TargetKind of(boolean binary) {
        return binary ? BINARY : REGRESSION;
    }

    /** The learners that suit this kind and the number of features. */
    SortedSet<String> learners(int dimensions) {
        SortedSet<String> names = Learners.names();
        names.remove(unsuitableLearner);
        if (dimensions > MAX_QUADRATIC_DIMENSIONS) {
            names.removeAll(QUADRATIC_LEARNERS);
        }
        return names;
    }

    /** The learner of a description; a description without options gets the loss of this kind. */
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

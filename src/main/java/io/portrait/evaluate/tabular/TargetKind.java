package io.portrait.evaluate.tabular;

import io.portrait.learning.Learner;
import io.portrait.learning.Learners;
import java.util.SortedSet;

/** What a target can be, and which loss tells a learner so. */
enum TargetKind {
    NUMBER("bayes-logistic"),
    PROBABILITY("bayes-linear");

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

    /** All that can learn it. */
    SortedSet<String> learners() {
        SortedSet<String> names = Learners.names();
        names.remove(unfit);
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

package io.portrait.profile;

import java.util.List;

/** The models of every profile row, in the order of the row. */
public record ConfiguredModels(List<ConfiguredModel> models) {

    /**
     * A model that every row has.
     *
     * @param target the predicted quantity
     * @param binary whether the target is 0 or 1, so that the prediction is a probability
     * @param learner name of the learner
     * @param configuration all options of the learner
     */
    public record ConfiguredModel(String target, boolean binary, String learner, String configuration) {}

    public ConfiguredModels {
        models = List.copyOf(models);
    }
}

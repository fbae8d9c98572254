package io.portrait.profile;

import java.util.List;

/** The models that every user's row has, in their order. */
public record ConfiguredModels(List<ConfiguredModel> models) {

    /**
     * A kind of model.
     *
     * @param target what it predicts
     * @param binary whether the target is 0 or 1, and the prediction a probability
     * @param learner the learner's name
     * @param configuration all of the learner's options
     */
    public record ConfiguredModel(String target, boolean binary, String learner, String configuration) {}

    public ConfiguredModels {
        models = List.copyOf(models);
    }
}

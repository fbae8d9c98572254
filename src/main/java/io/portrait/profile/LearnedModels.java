package io.portrait.profile;

import java.util.List;

/** The models that every user's row has, in their order. */
public record LearnedModels(List<LearnedModel> models) {

    /**
     * A kind of model.
     *
     * @param target what it predicts
     * @param binary whether the target is 0 or 1, and the prediction a probability
     * @param learner the learner's name
     * @param configuration all of the learner's options
     */
    public record LearnedModel(String target, boolean binary, String learner, String configuration) {}

    public LearnedModels {
        models = List.copyOf(models);
    }
}

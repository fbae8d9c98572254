package io.portrait.evaluate.live;

import io.portrait.profile.LearnedModels.LearnedModel;

/**
 * What an instance has heard of a model since it last told.
 *
 * @param sums owned by whoever holds this
 * @param rises how often the loss was found to have risen
 */
record Heard(LearnedModel model, Sums sums, int rises) {}

package io.portrait.evaluate.live;

import io.portrait.profile.LearnedModels.LearnedModel;

/**
 * What an instance has heard of a model since it last told.
 *
 * @param sums of what it said before it learned; owned by whoever holds this
 * @param trained of what it said of the same examples after; likewise
 * @param rises how often the loss was found to have risen
 */
record Heard(LearnedModel model, Sums sums, Sums trained, int rises) {}

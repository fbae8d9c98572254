package io.portrait.monitoring;

import io.portrait.profile.ConfiguredModels.ConfiguredModel;

/**
 * What an instance has heard of a model since it last told.
 *
 * @param prequential of what it said before it learned; owned by whoever holds this
 * @param training of what it said of the same examples after; likewise
 * @param driftAlarms how often the loss was found to have risen
 */
record MetricDelta(ConfiguredModel model, LossSums prequential, LossSums training, int driftAlarms) {}

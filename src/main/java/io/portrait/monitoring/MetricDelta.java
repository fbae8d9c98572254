package io.portrait.monitoring;

import io.portrait.profile.ConfiguredModels.ConfiguredModel;

/**
 * The metrics of one model that this instance has collected since the last flush.
 *
 * @param prequential the losses of predictions before learning; owned by the holder of this record
 * @param training the losses on the same examples after learning; owned likewise
 * @param driftAlarms the number of detected rises of the loss
 */
record MetricDelta(ConfiguredModel model, LossSums prequential, LossSums training, int driftAlarms) {}

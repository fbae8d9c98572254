package io.portrait.release;

import io.portrait.release.mechanism.NoiseKey;

/**
 * What a user's noise is drawn from.
 *
 * @param incarnation counts the user's erasures
 */
record UserNoiseKey(int incarnation, NoiseKey key) {}

package io.portrait.release;

import io.portrait.release.mechanism.NoiseKey;

/**
 * The noise key of an incarnation of a user.
 *
 * @param incarnation number of erasures of the user
 */
record UserNoiseKey(int incarnation, NoiseKey key) {}

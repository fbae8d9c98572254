package io.portrait.release;

import io.portrait.privacy.NoiseKey;

/**
 * What a user's noise is drawn from.
 *
 * @param incarnation counts the user's erasures
 */
record UserKey(int incarnation, NoiseKey key) {}

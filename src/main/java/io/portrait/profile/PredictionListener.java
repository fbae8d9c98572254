package io.portrait.profile;

/** Hears of every prediction that was made before its example was learned, once the learning is committed. */
public interface PredictionListener {

    /**
     * A step of the drain was committed. Called on the drain's threads, so it must be quick and may not fail.
     *
     * @param predictions the caller's; not to be kept
     */
    void onPredictions(Predictions predictions);
}

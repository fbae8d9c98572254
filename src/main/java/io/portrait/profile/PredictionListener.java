package io.portrait.profile;

/** A callback for predictions that were made before their examples were learned; called after the commit. */
public interface PredictionListener {

    /**
     * Called once per committed batch on a thread of the projection, so it must be fast and must not throw.
     *
     * @param predictions valid during the call only
     */
    void onPredictions(Predictions predictions);
}

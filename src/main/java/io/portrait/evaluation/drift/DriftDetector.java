package io.portrait.evaluation.drift;

/** Watches a stream of losses and says when their mean has changed. Mutable, of bounded memory. */
public sealed interface DriftDetector permits Adwin, PageHinkley {

    /** What a loss gave away. */
    enum MeanChange {
        NONE,
        RISE,
        FALL
    }

    /**
     * Takes in the next loss; after a change the detector begins anew with what came after it.
     *
     * @param loss in [0, 1]; what is beyond counts as the bound
     */
    MeanChange add(double loss);
}

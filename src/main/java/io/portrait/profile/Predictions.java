package io.portrait.profile;

import java.util.Arrays;

/**
 * The predictions of one batch: for each example and model the predicted value before learning, the fitted value after
 * learning, and the observed target. Mutable while the batch runs, read only afterwards.
 */
public final class Predictions {

    private int[] modelIndexes = new int[256];
    private double[] predictedValues = new double[256];
    private double[] fittedValues = new double[256];
    private double[] observedValues = new double[256];
    private int size;

    void add(int model, double prediction, double fittedAfter, double target) {
        if (size == modelIndexes.length) {
            modelIndexes = Arrays.copyOf(modelIndexes, 2 * size);
            predictedValues = Arrays.copyOf(predictedValues, 2 * size);
            fittedValues = Arrays.copyOf(fittedValues, 2 * size);
            observedValues = Arrays.copyOf(observedValues, 2 * size);
        }
        modelIndexes[size] = model;
        predictedValues[size] = prediction;
        fittedValues[size] = fittedAfter;
        observedValues[size++] = target;
    }

    /** The number of rows; a row belongs to one example and one model. */
    public int size() {
        return size;
    }

    /** The index of the model in {@link ConfiguredModels}. */
    public int modelIndex(int row) {
        return modelIndexes[row];
    }

    /** The prediction before the example was learned. */
    public double predictedValue(int row) {
        return predictedValues[row];
    }

    /** The prediction for the same example after it was learned. */
    public double fittedValue(int row) {
        return fittedValues[row];
    }

    /** The observed target. */
    public double observedValue(int row) {
        return observedValues[row];
    }
}

package io.portrait.profile;

import java.util.Arrays;

/**
 * What models said of examples before and after they learned them: the fruits of one step of the drain. Mutable while the step
 * goes on; read only afterwards. A row for each example and model.
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

    /** How many rows. */
    public int size() {
        return size;
    }

    /** Which model, by its place in {@link ConfiguredModels}. */
    public int modelIndex(int row) {
        return modelIndexes[row];
    }

    /** What it said before it learned the example. */
    public double predictedValue(int row) {
        return predictedValues[row];
    }

    /** What it said of the same example once it had learned it. */
    public double fittedValue(int row) {
        return fittedValues[row];
    }

    /** What was observed. */
    public double observedValue(int row) {
        return observedValues[row];
    }
}

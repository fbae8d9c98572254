package io.portrait.profile;

import java.util.Arrays;

/**
 * What models said of examples before and after they learned them: the fruits of one step of the drain. Mutable while the step
 * goes on; read only afterwards. A row for each example and model.
 */
public final class Predictions {

    private int[] models = new int[256];
    private double[] predicted = new double[256];
    private double[] fitted = new double[256];
    private double[] observed = new double[256];
    private int size;

    void add(int model, double prediction, double fit, double target) {
        if (size == models.length) {
            models = Arrays.copyOf(models, 2 * size);
            predicted = Arrays.copyOf(predicted, 2 * size);
            fitted = Arrays.copyOf(fitted, 2 * size);
            observed = Arrays.copyOf(observed, 2 * size);
        }
        models[size] = model;
        predicted[size] = prediction;
        fitted[size] = fit;
        observed[size++] = target;
    }

    /** How many rows. */
    public int size() {
        return size;
    }

    /** Which model, by its place in {@link LearnedModels}. */
    public int model(int row) {
        return models[row];
    }

    /** What it said before it learned the example. */
    public double predicted(int row) {
        return predicted[row];
    }

    /** What it said of the same example once it had learned it. */
    public double fitted(int row) {
        return fitted[row];
    }

    /** What was observed. */
    public double observed(int row) {
        return observed[row];
    }
}

package io.portrait.model.click;

/**
 * The probability of a click and its additive decomposition by Shapley values.
 *
 * @param probability base + item + topics + person, in [0, 1]
 * @param base the click rate of all advertisements
 * @param item the contribution of the advertisement itself
 * @param topics the contribution of its topics
 * @param person the contribution of the person's clicks; 0 if personal data must not be used
 * @param examples the number of persons whose views of the advertisement were learned
 */
public record ClickPrediction(
        double probability, double base, double item, double topics, double person, long examples) {}

package io.portrait.model.click;

/**
 * How likely a click is, and what makes it so.
 *
 * @param probability base + item + topics + person
 * @param base of any advertisement
 * @param item what the advertisement itself adds
 * @param topics what its topics add
 * @param person what is known of the person adds; 0 where it may not be used
 */
public record ClickPrediction(double probability, double base, double item, double topics, double person) {}

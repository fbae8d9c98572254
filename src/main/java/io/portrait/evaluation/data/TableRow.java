package io.portrait.evaluation.data;

import io.portrait.kernel.Vec;

/**
 * A row of a table.
 *
 * @param micros event time, microseconds since 1970; without a time column, the number of the row
 * @param user the index of the user, from 0 in the order of the file; −1 without a user column
 * @param item the index of the item, likewise
 * @param target the value to predict
 * @param numbers the numeric columns; a missing number is replaced by the mean of earlier rows
 * @param categories the categorical columns, as codes from 0
 */
public record TableRow(long micros, int user, int item, double target, Vec numbers, CategoryCodes categories) {}

package io.portrait.evaluation.data;

import io.portrait.kernel.Vec;

/**
 * One line of a table.
 *
 * @param micros event time, microseconds since 1970; without a time column the line's number
 * @param user a number for each user, from 0 in the order of the file; −1 without a user column
 * @param item the same for items
 * @param target what is to be predicted
 * @param numbers the numeric columns; a missing number is the mean of those before it in time
 * @param categories the categorical columns, as a number for each value, from 0
 */
public record TableRow(long micros, int user, int item, double target, Vec numbers, CategoryCodes categories) {}

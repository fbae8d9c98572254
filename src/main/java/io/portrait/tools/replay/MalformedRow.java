package io.portrait.tools.replay;

/**
 * A row that could not be read.
 *
 * @param row the number of the row, from 1; the header and blank lines are not counted
 * @param line the number of the line of text as an editor shows it, from 1
 * @param reason everything that is wrong with it
 */
record MalformedRow(long row, long line, String reason) implements RetailRow {}

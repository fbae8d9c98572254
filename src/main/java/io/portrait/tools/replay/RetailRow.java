package io.portrait.tools.replay;

/** A row of an Online Retail file: a valid line, or the reason why it is not valid. */
public sealed interface RetailRow permits RetailLine, RetailRow.MalformedRow {

    /** The number of the row, from 1; the header and blank lines are not counted. */
    long row();

    /**
     * A row that cannot be parsed.
     *
     * @param row the number of the row, from 1; the header and blank lines are not counted
     * @param line the number of the line of text, from 1
     * @param reason everything that is wrong with the row
     */
    record MalformedRow(long row, long line, String reason) implements RetailRow {}
}

package io.portrait.tools.replay;

/** What became of one row of the file: a line, or the reason why it is none. */
sealed interface RetailRow permits RetailLine, MalformedRow {

    /** The number of the row in the file; the first one below the header is 1. */
    long row();
}

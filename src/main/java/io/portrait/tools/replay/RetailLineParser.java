package io.portrait.tools.replay;

import io.portrait.tools.replay.RetailHeader.RetailColumn;
import io.portrait.tools.replay.RetailRow.MalformedRow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A parser of the cells of one row, which collects all faults of the row. Mutable; one object per row. */
final class RetailLineParser {

    private static final int MAX_CODE_CHARS = 64;
    private static final Pattern PRICE = Pattern.compile("-?\\d{1,12}(\\.\\d{1,12})?");
    private static final DateTimeFormatter ISO_LIKE = formatter("uuuu-MM-dd HH:mm:ss");
    /** The format of the file that UCI publishes. */
    private static final DateTimeFormatter MONTH_FIRST = formatter("M/d/uuuu H:mm");

    private final RetailHeader header;
    private final List<String> cells;
    private final List<String> faults = new ArrayList<>();

    /**
     * A parser of one row.
     *
     * @param header the positions of the columns
     * @param cells the cells, as many as the header has
     */
    RetailLineParser(RetailHeader header, List<String> cells) {
        this.header = header;
        this.cells = cells;
    }

    /** The parsed line, or all faults of the row. */
    RetailRow parse(long rowNumber, long lineNumber) {
        RetailLine parsed = new RetailLine(
                rowNumber,
                code(RetailColumn.INVOICE).toUpperCase(Locale.ROOT),
                code(RetailColumn.STOCK_CODE).toUpperCase(Locale.ROOT),
                text(RetailColumn.DESCRIPTION),
                wholeNumber(RetailColumn.QUANTITY),
                instant(RetailColumn.INVOICE_DATE),
                price(RetailColumn.UNIT_PRICE),
                customerId(),
                text(RetailColumn.COUNTRY));
        return faults.isEmpty() ? parsed : new MalformedRow(rowNumber, lineNumber, String.join("; ", faults));
    }

    private String text(RetailColumn column) {
        return cells.get(header.positionOf(column)).strip();
    }

    private String code(RetailColumn column) {
        String value = text(column);
        if (value.isEmpty() || value.length() > MAX_CODE_CHARS || value.chars().anyMatch(Character::isISOControl)) {
            addFault(column, value, "1 to %d printable characters".formatted(MAX_CODE_CHARS));
        }
        return value;
    }

    private int wholeNumber(RetailColumn column) {
        try {
            return Integer.parseInt(text(column));
        } catch (NumberFormatException e) {
            addFault(column, text(column), "a whole number");
            return 0;
        }
    }

    private double price(RetailColumn column) {
        if (PRICE.matcher(text(column)).matches()) {
            return Double.parseDouble(text(column));
        }
        addFault(column, text(column), "a decimal number");
        return 0;
    }

    private Instant instant(RetailColumn column) {
        String value = text(column);
        try {
            DateTimeFormatter format = value.contains("/") ? MONTH_FIRST : ISO_LIKE;
            return LocalDateTime.parse(value, format).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            addFault(column, value, "a time such as 2010-12-01 08:26:00 or 12/1/2010 8:26");
            return Instant.EPOCH;
        }
    }

    private @Nullable String customerId() {
        if (text(RetailColumn.CUSTOMER_ID).isEmpty()) {
            return null;
        }
        String value = code(RetailColumn.CUSTOMER_ID);
        return value.endsWith(".0") ? value.substring(0, value.length() - 2) : value;
    }

    private void addFault(RetailColumn column, String value, String expected) {
        String shown = value.length() > MAX_CODE_CHARS ? value.substring(0, MAX_CODE_CHARS) + "…" : value;
        faults.add("%s must be %s, is '%s'".formatted(column.title(), expected, shown));
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }
}

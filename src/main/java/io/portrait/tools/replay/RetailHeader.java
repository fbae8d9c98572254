package io.portrait.tools.replay;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The positions of the columns in an Online Retail file. The order of the columns is free; other columns are ignored. */
final class RetailHeader {

    /** The columns of an Online Retail file. */
    enum RetailColumn {
        INVOICE("InvoiceNo"),
        STOCK_CODE("StockCode"),
        DESCRIPTION("Description"),
        QUANTITY("Quantity"),
        INVOICE_DATE("InvoiceDate"),
        UNIT_PRICE("UnitPrice"),
        CUSTOMER_ID("CustomerID"),
        COUNTRY("Country");

        private final String title;

        RetailColumn(String title) {
            this.title = title;
        }

        /** The title of the column in the header line. */
        String title() {
            return title;
        }
    }

    private final Map<RetailColumn, Integer> positions = new EnumMap<>(RetailColumn.class);
    private final int width;

    /**
     * Finds the columns.
     *
     * @param titles the cells of the header line
     * @throws IllegalArgumentException if columns are missing; the message names all of them
     */
    RetailHeader(List<String> titles) {
        String missing = Arrays.stream(RetailColumn.values())
                .map(RetailColumn::title)
                .filter(title -> !titles.contains(title))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the file lacks the column(s) %s; its first line has: %s"
                    .formatted(missing, String.join(", ", titles)));
        }
        for (RetailColumn column : RetailColumn.values()) {
            positions.put(column, titles.indexOf(column.title()));
        }
        width = titles.size();
    }

    /** The number of cells that a row must have. */
    int width() {
        return width;
    }

    /** The position of the column in a row, from 0. */
    int positionOf(RetailColumn column) {
        return positions.getOrDefault(column, -1);
    }
}

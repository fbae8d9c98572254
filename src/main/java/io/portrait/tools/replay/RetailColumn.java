package io.portrait.tools.replay;

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

    /** The column's name in the file's first line. */
    String title() {
        return title;
    }
}

package io.portrait.tools.replay;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of an invoice: a quantity of one product at a unit price.
 *
 * @param row the number of the row in the file, from 1
 * @param invoice the invoice's number in upper case; the one of a cancellation starts with {@code C}
 * @param stockCode the product, in upper case because the data contains both {@code 85123a} and {@code 85123A}
 * @param description the product's name, may be empty
 * @param quantity the number of pieces; negative on a cancellation
 * @param invoiceDate the time of the invoice; the local time in the file is taken as UTC
 * @param unitPrice pounds sterling per piece, finite; negative on a few accounting corrections
 * @param customerId the customer, without the {@code .0} of the file; null if the file has none
 * @param country the country of the customer
 */
public record RetailLine(
        long row,
        String invoice,
        String stockCode,
        String description,
        int quantity,
        Instant invoiceDate,
        double unitPrice,
        @Nullable String customerId,
        String country)
        implements RetailRow {

    /**
     * The codes of products: five digits with optional letters, or the DCGS range. POST, M, BANK CHARGES and others do
     * not match.
     */
    private static final Pattern PRODUCT_CODE = Pattern.compile("\\d{5}.*|DCGS.*");

    /** Next-day carriage and the packing charge, whose codes look like those of products. */
    private static final Set<String> CHARGES = Set.of("23444", "23574");

    /** The customer; empty if the file has none. */
    public Optional<String> customer() {
        return Optional.ofNullable(customerId);
    }

    /** A check whether the line cancels an earlier one. */
    boolean isCancellation() {
        return invoice.startsWith("C");
    }

    /** A check whether the line is about a product, not postage, a fee, a discount, a voucher or a correction. */
    boolean isProduct() {
        return PRODUCT_CODE.matcher(stockCode).matches() && !CHARGES.contains(stockCode);
    }
}

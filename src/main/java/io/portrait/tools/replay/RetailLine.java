package io.portrait.tools.replay;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of an invoice: so many pieces of a thing, at a price.
 *
 * @param row the number of the row in the file, from 1
 * @param invoice the invoice's number in upper case; the one of a cancellation starts with {@code C}
 * @param stockCode what was sold, in upper case since the data has {@code 85123a} for {@code 85123A}
 * @param description the product's name, may be empty
 * @param quantity pieces; negative on a cancellation
 * @param invoiceDate when the invoice was made, the file's local time taken as UTC
 * @param unitPrice pounds sterling per piece, finite; negative on a few corrections of the accounts
 * @param customerId who bought, without the file's {@code .0}; null where the file does not tell
 * @param country where the customer lives
 */
record RetailLine(
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

    /** Products have five digits and perhaps letters, or are from the DCGS range; POST, M, BANK CHARGES and so on not. */
    private static final Pattern PRODUCT_CODE = Pattern.compile("\\d{5}.*|DCGS.*");

    /** Next-day carriage and the packing charge, which have codes like a product's. */
    private static final Set<String> CHARGES = Set.of("23444", "23574");

    /** The customer, if the file tells. */
    Optional<String> customer() {
        return Optional.ofNullable(customerId);
    }

    /** Whether the line takes back an earlier one. */
    boolean isCancellation() {
        return invoice.startsWith("C");
    }

    /** Whether a thing was sold, rather than postage, a fee, a discount, a voucher or a correction. */
    boolean isProduct() {
        return PRODUCT_CODE.matcher(stockCode).matches() && !CHARGES.contains(stockCode);
    }
}

package io.portrait.profile;

import io.portrait.kernel.Money;

/**
 * The purchases and refunds of a user in one currency. Amounts are in ten-thousandths, so sums are exact and the same in any
 * order; they saturate at the largest long, which is 900 times the largest amount of one event. Mutable.
 */
final class CurrencyTotals {

    long orders;
    long lines;
    long spentUnits;
    long refunds;
    long refundedUnits;

    static CurrencyTotals read(StateReader in) {
        CurrencyTotals totals = new CurrencyTotals();
        totals.orders = in.readVarint();
        totals.lines = in.readVarint();
        totals.spentUnits = in.readVarint();
        totals.refunds = in.readVarint();
        totals.refundedUnits = in.readVarint();
        return totals;
    }

    void write(StateWriter out) {
        out.writeVarint(orders).writeVarint(lines).writeVarint(spentUnits);
        out.writeVarint(refunds).writeVarint(refundedUnits);
    }

    void addPurchase(Money amount) {
        orders++;
        lines++;
        spentUnits = saturatedSum(spentUnits, amount.units());
    }

    void addRefund(long units) {
        refunds++;
        refundedUnits = saturatedSum(refundedUnits, units);
    }

    void add(CurrencyTotals other) {
        orders += other.orders;
        lines += other.lines;
        spentUnits = saturatedSum(spentUnits, other.spentUnits);
        refunds += other.refunds;
        refundedUnits = saturatedSum(refundedUnits, other.refundedUnits);
    }

    /** The sum of two numbers that are not negative. */
    static long saturatedSum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}

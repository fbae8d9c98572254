package io.portrait.ingest.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The division of an amount into shares in proportion to weights, so that the shares sum to the amount exactly: each share is
 * rounded down, and the largest remainders get one unit more (the method of Hare).
 *
 * @param scale the decimals of a share
 */
record ProportionalShares(int scale) {

    private static final MathContext PRECISION = MathContext.DECIMAL128;

    /**
     * The shares, in the order of the weights.
     *
     * @param weights not negative; if all are 0 the shares are equal
     */
    List<BigDecimal> of(BigDecimal amount, List<BigDecimal> weights) {
        BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean isEqual = sum.signum() == 0;
        BigDecimal divisor = isEqual ? BigDecimal.valueOf(weights.size()) : sum;
        List<BigDecimal> exact = weights.stream()
                .map(weight ->
                        amount.multiply(isEqual ? BigDecimal.ONE : weight).divide(divisor, PRECISION))
                .toList();
        List<BigDecimal> shares = new ArrayList<>(exact.stream()
                .map(share -> share.setScale(scale, RoundingMode.DOWN))
                .toList());
        distribute(amount.subtract(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add)), exact, shares);
        return shares;
    }

    /** Adds one unit to the shares with the largest remainders; equal ones in the order of the lines. */
    private void distribute(BigDecimal rest, List<BigDecimal> exact, List<BigDecimal> shares) {
        BigDecimal unit = BigDecimal.ONE.movePointLeft(scale);
        int units = rest.divideToIntegralValue(unit).intValue();
        List<Integer> largestFirst = IntStream.range(0, shares.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> exact.get(i).subtract(shares.get(i)))
                        .reversed())
                .limit(units)
                .toList();
        largestFirst.forEach(i -> shares.set(i, shares.get(i).add(unit)));
    }
}

package io.portrait.profile;

/**
 * The exponentially decayed sum Σ wᵢ · 2^(−(T − tᵢ)/h), independent of the order of its terms to the last bit
 * (invariant 3, src/docs/invariants.md).
 *
 * <p>A sum of doubles depends on the order of its terms, and so does a sum that decays on every arrival. Here nothing
 * decays before the sum is read. Let t/h = k + f with an integer k and 0 ≤ f &lt; 1. Because 2^(t/h) = 2^f · 2^k, a
 * term is the integer m = round(w · 2^f · 2⁸), shifted left by k. Shifts are grouped in bins of 16 half-lives. A bin is
 * a 64-bit integer, and integer addition commutes. The two newest bins are stored. An older bin has decayed by at least
 * 2¹⁶ and is dropped as a whole, which does not depend on the order either. A bin saturates at more than 4 million
 * events of weight 1 within 16 half-lives.
 *
 * @param bin number of the newest bin; meaningless where both bins are 0
 * @param top the newest bin
 * @param below the bin before it
 */
record DecayedSum(int bin, long top, long below) {

    /** An event weight of 1 in integer units. */
    static final int UNIT = 1 << 16;

    static final DecayedSum ZERO = new DecayedSum(Integer.MIN_VALUE, 0, 0);

    private static final int BIN_BITS = 4;
    private static final int HALF_LIVES_PER_BIN = 1 << BIN_BITS;
    private static final double FIXED_POINT_SCALE = 1 << 8;

    /** The number of varints that {@link #write} writes. */
    static final int ENCODED_NUMBERS = 3;

    static DecayedSum read(StateReader in) {
        return new DecayedSum(in.readCount(), in.readVarint(), in.readVarint());
    }

    void write(StateWriter out) {
        out.writeVarint(bin).writeVarint(top).writeVarint(below);
    }

    /** Adds a term of {@code units} / {@value #UNIT} event weights, |units| ≤ {@value #UNIT}. */
    DecayedSum plus(HalfLife halfLife, DecayTime time, long units) {
        long halfLifeIndex = time.wholeHalfLives(halfLife);
        long size = Math.round((double) Math.abs(units) * time.growth(halfLife) * FIXED_POINT_SCALE);
        long term = units < 0 ? -size : size; // a term and its negative cancel exactly
        int newBin = (int) (halfLifeIndex >> BIN_BITS);
        return plus(newBin, term << (halfLifeIndex & (HALF_LIVES_PER_BIN - 1)));
    }

    private DecayedSum plus(int newBin, long term) {
        if (newBin == bin) {
            return new DecayedSum(bin, saturatingSum(top, term), below);
        }
        if (newBin < bin) {
            return newBin == bin - 1 ? new DecayedSum(bin, top, saturatingSum(below, term)) : this;
        }
        return new DecayedSum(newBin, term, newBin - 1 == bin ? top : 0);
    }

    private static long saturatingSum(long a, long b) {
        long sum = a + b;
        boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
        return overflow ? (a < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE) : sum;
    }

    /** The sum in event weights, decayed to a time. */
    double at(HalfLife halfLife, long atMicros) {
        if (top == 0 && below == 0) {
            return 0;
        }
        // top · 2^(16·bin − T/h) + below · 2^(16·(bin−1) − T/h), in half-lives relative to T
        double age = (double) atMicros / halfLife.micros() - (double) bin * HALF_LIVES_PER_BIN;
        double decay = StrictMath.pow(2, -age);
        double newest = (double) top * decay;
        double older = (double) below * (decay / (1 << HALF_LIVES_PER_BIN));
        double sum = (newest + older) / (FIXED_POINT_SCALE * UNIT);
        return Double.isFinite(sum) ? sum : Math.copySign(Double.MAX_VALUE, newest + older);
    }
}

package io.portrait.profile;

/**
 * Σ wᵢ · 2^(−(T − tᵢ)/h), such that the order in which the terms arrive makes no difference, not even in the last bit
 * (invariant 3).
 *
 * <p>Sums of doubles depend on their order, and so does decaying a sum whenever something arrives. Here nothing decays
 * until it is read. Let t/h = k + f, k whole, 0 ≤ f &lt; 1. Since 2^(t/h) = 2^f · 2^k, a term is the integer
 * m = round(w · 2^f · 2⁸), shifted by k places. Places are gathered in bins of 16 half-lives, and a bin is a 64-bit
 * integer: integer addition commutes. The two newest bins are kept, the newest as {@code top}; what is older has lost a
 * factor of 2¹⁶ at least and is dropped by whole bins, which again does not depend on the order. Overflow saturates, at
 * more than 4 million events of weight 1 within 16 half-lives.
 *
 * @param bin the number of the newest bin; meaningless where both bins are 0
 * @param top the newest bin
 * @param below the bin before it
 */
record DecayedSum(int bin, long top, long below) {

    /** Event weight 1 in integer units. */
    static final int UNIT = 1 << 16;

    static final DecayedSum ZERO = new DecayedSum(Integer.MIN_VALUE, 0, 0);

    private static final int BIN_BITS = 4;
    private static final int HALF_LIVES_PER_BIN = 1 << BIN_BITS;
    private static final double FIXED_POINT_SCALE = 1 << 8;

    /** How many whole numbers {@link #write} writes. */
    static final int ENCODED_NUMBERS = 3;

    static DecayedSum read(StateReader in) {
        return new DecayedSum(in.readCount(), in.readVarint(), in.readVarint());
    }

    void write(StateWriter out) {
        out.writeVarint(bin).writeVarint(top).writeVarint(below);
    }

    /** The sum with one more term: {@code units} of 1/{@value #UNIT} event weight, |units| ≤ {@value #UNIT}. */
    DecayedSum plus(HalfLife halfLife, DecayTime time, long units) {
        long halfLifeIndex = time.wholeHalfLives(halfLife);
        long term = Math.round((double) units * time.growth(halfLife) * FIXED_POINT_SCALE);
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

    /** The decayed sum in event weights as it stands at a time. */
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

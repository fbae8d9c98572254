package io.portrait.profile;

import java.util.Arrays;

/**
 * An estimate of the number of distinct values, in at most 256 bytes and independent of their order. Up to {@value
 * #MAX_SPARSE} values it stores exact hashes. Above that it is a HyperLogLog (Flajolet et al., AofA 2007) with 256
 * registers and a standard error of 6.5 %; below 640 it uses linear counting, which is more accurate. Adding a value
 * twice changes nothing. Immutable.
 */
final class DistinctCount {

    static final int MAX_SPARSE = 64;
    static final int REGISTERS = 256;
    private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

    private final int[] hashes;
    private final byte[] registers;

    /** Takes over either sorted distinct hashes or registers; the other array is empty. Neither is ever modified. */
    private DistinctCount(int[] hashes, byte[] registers) {
        this.hashes = hashes;
        this.registers = registers;
    }

    static DistinctCount empty() {
        return new DistinctCount(new int[0], new byte[0]);
    }

    static DistinctCount ofHashes(int[] sortedHashes) {
        return new DistinctCount(sortedHashes.clone(), new byte[0]);
    }

    static DistinctCount ofRegisters(byte[] registers) {
        return new DistinctCount(new int[0], registers.clone());
    }

    static DistinctCount read(StateReader in) {
        if (in.readVarint() == 1) {
            return new DistinctCount(new int[0], in.readBlob());
        }
        int[] hashes = new int[in.readCount()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = Math.toIntExact(in.readVarint());
        }
        return new DistinctCount(hashes, new byte[0]);
    }

    /** Writes a flag, 0 for hashes and 1 for registers, then these. */
    void write(StateWriter out) {
        out.writeVarint(isSparse() ? 0 : 1);
        if (isSparse()) {
            out.writeVarint(hashes.length);
            for (int hash : hashes) {
                out.writeVarint(hash);
            }
        } else {
            out.writeBlob(registers);
        }
    }

    int[] hashes() {
        return hashes.clone();
    }

    byte[] registers() {
        return registers.clone();
    }

    boolean isSparse() {
        return registers.length == 0;
    }

    DistinctCount plus(String value) {
        int hash = hash(value);
        return isSparse() ? plusSparse(hash) : plusDense(hash);
    }

    private DistinctCount plusSparse(int hash) {
        int found = Arrays.binarySearch(hashes, hash);
        if (found >= 0) {
            return this;
        }
        int[] extended = Arrays.copyOf(hashes, hashes.length + 1);
        int insertAt = -found - 1;
        System.arraycopy(hashes, insertAt, extended, insertAt + 1, hashes.length - insertAt);
        extended[insertAt] = hash;
        return extended.length <= MAX_SPARSE ? new DistinctCount(extended, registers) : toRegisters(extended);
    }

    private static DistinctCount toRegisters(int[] hashes) {
        byte[] registers = new byte[REGISTERS];
        for (int hash : hashes) {
            raiseRegister(registers, hash);
        }
        return new DistinctCount(new int[0], registers);
    }

    private DistinctCount plusDense(int hash) {
        byte[] raised = registers.clone();
        return raiseRegister(raised, hash) ? new DistinctCount(hashes, raised) : this;
    }

    private static boolean raiseRegister(byte[] registers, int hash) {
        int register = hash >>> 24;
        byte rank = (byte) (Integer.numberOfLeadingZeros((hash << 8) | 0x80) + 1);
        boolean raises = rank > registers[register];
        if (raises) {
            registers[register] = rank;
        }
        return raises;
    }

    /** The estimated number of distinct values. */
    long estimate() {
        if (isSparse()) {
            return hashes.length;
        }
        double inverse = 0;
        int zeros = 0;
        for (byte rank : registers) {
            inverse += Math.scalb(1.0, -rank);
            zeros += rank == 0 ? 1 : 0;
        }
        double raw = ALPHA * REGISTERS * REGISTERS / inverse;
        boolean useLinearCounting = raw <= 2.5 * REGISTERS && zeros > 0;
        return Math.round(useLinearCounting ? REGISTERS * StrictMath.log((double) REGISTERS / zeros) : raw);
    }

    /** FNV-1a over the characters, then the finalizer of Stafford. */
    private static int hash(String value) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < value.length(); i++) {
            h = (h ^ value.charAt(i)) * 0x100000001b3L;
        }
        h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
        h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
        return (int) (h >>> 32);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DistinctCount count
                && Arrays.equals(hashes, count.hashes)
                && Arrays.equals(registers, count.registers);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(hashes) + Arrays.hashCode(registers);
    }
}

package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The stored form of a {@link Model}; {@link Model#restore} is the inverse.
 *
 * @param provenance the learner, configuration and layout of the numbers
 * @param numbers the state, {@link Learner#stateSize} doubles, which must be stored without rounding
 */
public record LearnerSnapshot(Provenance provenance, Vec numbers) {

    /**
     * Writes the snapshot, its numbers bit for bit.
     *
     * <pre>
     *  learner | configuration | layout | examples | n, then n numbers
     * </pre>
     */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(provenance.learner());
        out.writeUTF(provenance.config());
        out.writeInt(provenance.layoutVersion());
        out.writeLong(provenance.examples());
        numbers.write(out);
    }

    /** Reads what {@link #write} wrote. */
    public static LearnerSnapshot read(DataInput in) throws IOException {
        Provenance provenance = new Provenance(in.readUTF(), in.readUTF(), in.readInt(), in.readLong());
        return new LearnerSnapshot(provenance, Vec.read(in));
    }
}
